/** What this identity may do, namespace by namespace, for those who may not do it in the whole cluster. */

import { fieldsOf, listOf } from '../../connect/object-fields.ts';
import type { Resource } from '../kinds/resource.ts';
import { resources } from '../kinds/table.ts';

export interface NamespaceRights {
  /** Plurals of the kinds that may be listed there. */
  readonly listable: ReadonlySet<string>;
  /** Server-side apply of policies needs the rights both to patch and to create. */
  readonly mayApply: boolean;
}

/** By namespace. One of which nothing is known is not among them. */
export type Rights = ReadonlyMap<string, NamespaceRights>;

/** Sends a review; undefined where there is no answer. */
type Ask = (path: string, body: unknown) => Promise<unknown>;

const RULES = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews';
const AT_ONCE = 8;

/** Of the kinds that are read namespace by namespace: in which group of the API each is. */
const GROUP_OF: ReadonlyMap<string, string> = new Map(
  Object.values<Resource<unknown>>(resources())
    .filter(({ parted }) => parted)
    .map(({ plural, group }) => [plural, group]),
);

/** The cluster's word on it may be incomplete: lists and writes tell in the end. */
export async function rightsIn(namespaces: readonly string[], ask: Ask): Promise<Rights> {
  const found = new Map<string, NamespaceRights>();
  const left = [...namespaces];
  const work = async () => {
    for (let namespace = left.shift(); namespace !== undefined; namespace = left.shift()) {
      const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } };
      const answer = await ask(RULES, body);
      // A server that does not answer is not asked about all the others.
      if (answer === undefined) return;
      found.set(namespace, rightsBy(answer));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

function rightsBy(review: unknown): NamespaceRights {
  const rules = listOf(fieldsOf(fieldsOf(review).status).resourceRules);
  const may = (verb: string, plural: string) =>
    rules.some(
      (rule) =>
        names(rule.verbs, verb) &&
        names(rule.apiGroups, GROUP_OF.get(plural) ?? '') &&
        names(rule.resources, plural) &&
        (!Array.isArray(rule.resourceNames) || rule.resourceNames.length === 0),
    );
  return {
    listable: new Set([...GROUP_OF.keys()].filter((plural) => may('list', plural))),
    mayApply: may('patch', 'networkpolicies') && may('create', 'networkpolicies'),
  };
}

function names(list: unknown, wanted: string): boolean {
  return Array.isArray(list) && (list.includes('*') || list.includes(wanted));
}
