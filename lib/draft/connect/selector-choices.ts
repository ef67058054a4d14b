/** The ways to name an end, the narrowest first, each with what else it would admit now. */

import {
  type Engine,
  groupBy,
  type LabelSelector,
  type Labels,
  labelMatcher,
  labelName,
  type NetworkPolicyPeer,
  PER_POD_KEYS,
  type Pod,
  type WorkloadId,
  workloadId,
} from '#engine';
import { type DrawnEnd, isLive, isPods, namespaceOf, podsOf } from './drawn-end.ts';

export interface SelectorChoice {
  /** Of the pods; absent for a range. */
  readonly selector?: LabelSelector;
  /** Where they are looked for; absent for every namespace. */
  readonly namespace?: string;
  readonly cidr?: string;
  /** Workloads that it names beside the one that is meant. */
  readonly also: readonly WorkloadId[];
}

export const METADATA_NAME = 'kubernetes.io/metadata.name';

/** Ends of keys that name a thing, the best first. */
const NAMING = ['name', 'app', 'k8s-app', 'component', 'tier', 'role'];
/** Ends of keys that tools write, or that change with a rollout. */
const PASSING = [
  'instance',
  'created-by',
  'managed-by',
  'owned-by',
  'part-of',
  'version',
  'chart',
  'heritage',
  'release',
  'owner',
];

/** Never empty. What names fewest others comes first; of equals what says most of what it is. */
export function selectorChoices(end: DrawnEnd, engine: Engine): readonly SelectorChoice[] {
  if (!isPods(end)) return [{ cidr: end.cidr, also: [] }];
  const namespace = namespaceOf(end, engine);
  const own = new Set(podsOf(end, engine.snapshot));
  const judge = (choice: Omit<SelectorChoice, 'also'>): SelectorChoice => ({
    ...choice,
    also: othersOf(choice, own, engine),
  });
  const everyPod = judge({ selector: {}, namespace });
  if (end.kind === 'namespace') return [everyPod];
  const labels = sharedLabels([...own]);
  const inNamespace = distinct(candidates(labels, own, namespace, engine)).map((matchLabels) =>
    judge({ selector: { matchLabels }, namespace }),
  );
  const anywhere = namingLabels(labels)
    .slice(0, 1)
    .map(([key, value]) => judge({ selector: { matchLabels: { [key]: value } } }));
  // Labels that do not hold the whole end together name nobody.
  return [...inNamespace, everyPod, ...anywhere].sort((a, b) => a.also.length - b.also.length);
}

function candidates(labels: Labels, own: ReadonlySet<Pod>, namespace: string, engine: Engine): readonly Labels[] {
  const stable = stableLabels(labels);
  const [first] = stable;
  if (!first) return [];
  const exact = distinguishing(stable, own, namespace, engine);
  const telling = stable.filter(([key]) => !PASSING.includes(labelName(key))).slice(0, 4);
  return [Object.fromEntries(exact), ...telling.map(([key, value]) => ({ [key]: value }))];
}

/** The name it goes by, and of its other labels as few as tell it from the pods beside it. */
function distinguishing(
  stable: readonly (readonly [string, string])[],
  own: ReadonlySet<Pod>,
  namespace: string,
  engine: Engine,
): readonly (readonly [string, string])[] {
  let rivals = engine.snapshot.pods.filter((pod) => pod.namespace === namespace && isRival(pod, own));
  const chosen: (readonly [string, string])[] = [];
  for (const [key, value] of stable) {
    const left = rivals.filter((pod) => pod.labels[key] === value);
    if (chosen.length > 0 && left.length === rivals.length) continue;
    chosen.push([key, value]);
    rivals = left;
    if (rivals.length === 0) break;
  }
  return chosen;
}

const isRival = (pod: Pod, own: ReadonlySet<Pod>): boolean => !own.has(pod) && !pod.hostNetwork && isLive(pod);

function stableLabels(labels: Labels): readonly (readonly [string, string])[] {
  const weight = (key: string) => {
    const naming = NAMING.indexOf(labelName(key));
    if (naming >= 0) return naming;
    return NAMING.length + (PASSING.includes(labelName(key)) ? 1 : 0);
  };
  return Object.entries(labels)
    .filter(([key]) => !PER_POD_KEYS.has(key))
    .sort(([a], [b]) => weight(a) - weight(b) || (a < b ? -1 : 1));
}

function namingLabels(labels: Labels): readonly (readonly [string, string])[] {
  return stableLabels(labels).filter(([key]) => NAMING.includes(labelName(key)));
}

function sharedLabels([first, ...rest]: readonly Pod[]): Labels {
  const entries = Object.entries(first?.labels ?? {});
  return Object.fromEntries(entries.filter(([key, value]) => rest.every(({ labels }) => labels[key] === value)));
}

function othersOf(
  { selector, namespace }: Omit<SelectorChoice, 'also'>,
  own: ReadonlySet<Pod>,
  { snapshot }: Engine,
): readonly WorkloadId[] {
  const matches = labelMatcher(selector);
  const found = snapshot.pods.filter(
    (pod) => (namespace === undefined || pod.namespace === namespace) && isRival(pod, own) && matches(pod.labels),
  );
  return [...groupBy(found, (pod) => workloadId(pod.namespace, pod.workload)).keys()].sort();
}

function distinct(all: readonly Labels[]): readonly Labels[] {
  const text = (labels: Labels) => JSON.stringify(Object.entries(labels).sort());
  return [...new Map(all.map((labels) => [text(labels), labels])).values()];
}

/** As an entry of `from` or `to` of a policy in `home`. */
export function peerOf({ selector, namespace, cidr }: SelectorChoice, home: string): NetworkPolicyPeer {
  if (cidr !== undefined) return { ipBlock: { cidr } };
  if (namespace === home) return { podSelector: selector ?? {} };
  const namespaceSelector = namespace === undefined ? {} : { matchLabels: { [METADATA_NAME]: namespace } };
  const isEveryPod = Object.keys(selector ?? {}).length === 0;
  return isEveryPod ? { namespaceSelector } : { namespaceSelector, ...(selector && { podSelector: selector }) };
}
