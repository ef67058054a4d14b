/** Where this identity may list what, namespace by namespace, for those who may not list it in the whole cluster. */

import { fieldsOf, listOf } from './object-fields.ts';

/** By namespace, the plurals that may be listed there. A namespace of which nothing is known is not among them. */
export type Listable = ReadonlyMap<string, ReadonlySet<string>>;

/** Sends a review; undefined where there is no answer. */
type Ask = (path: string, body: unknown) => Promise<unknown>;

const RULES = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews';
const MOST = 50;
const AT_ONCE = 8;
const GROUP_OF: ReadonlyMap<string, string> = new Map([
  ['pods', ''],
  ['services', ''],
  ['networkpolicies', 'networking.k8s.io'],
  ['replicasets', 'apps'],
  ['jobs', 'batch'],
]);

/** Asks of the first fifty. The cluster's word on it may be incomplete: lists tell in the end. */
export async function listableIn(namespaces: readonly string[], ask: Ask): Promise<Listable> {
  const found = new Map<string, ReadonlySet<string>>();
  const left = namespaces.slice(0, MOST);
  const work = async () => {
    for (let namespace = left.shift(); namespace !== undefined; namespace = left.shift()) {
      const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } };
      const answer = await ask(RULES, body);
      if (answer !== undefined) found.set(namespace, listableBy(answer));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

function listableBy(review: unknown): ReadonlySet<string> {
  const rules = listOf(fieldsOf(fieldsOf(review).status).resourceRules);
  const grants = (rule: (typeof rules)[number], plural: string, group: string) =>
    names(rule.verbs, 'list') &&
    names(rule.apiGroups, group) &&
    names(rule.resources, plural) &&
    (!Array.isArray(rule.resourceNames) || rule.resourceNames.length === 0);
  return new Set(
    [...GROUP_OF].flatMap(([plural, group]) => (rules.some((rule) => grants(rule, plural, group)) ? [plural] : [])),
  );
}

function names(list: unknown, wanted: string): boolean {
  return Array.isArray(list) && (list.includes('*') || list.includes(wanted));
}
