/** The fewest labels by which the pods of a workload are told from others of their namespace. */

import { type Labels, PER_POD_KEYS, type WorkloadReach, labelName } from '#engine';

/** Ends of keys that name a thing, the best first; then all others; then those that tools write. */
const NAMING = ['name', 'app', 'k8s-app', 'component', 'tier', 'role'];
const OF_TOOLS = [
  'instance',
  'created-by',
  'managed-by',
  'owned-by',
  'part-of',
  'version',
  'chart',
  'heritage',
  'release',
];

function weight(key: string): number {
  const end = labelName(key);
  const naming = NAMING.indexOf(end);
  if (naming >= 0) return naming;
  return NAMING.length + (OF_TOOLS.includes(end) ? 1 : 0);
}

/** Undefined where its pods have no label in common that outlives a rollout. */
export function ownLabels(workload: WorkloadReach, workloads: readonly WorkloadReach[]): Labels | undefined {
  const terms = Object.entries(workload.labels)
    .filter(([key]) => !PER_POD_KEYS.has(key))
    .sort(([a], [b]) => weight(a) - weight(b) || (a < b ? -1 : 1));
  if (terms.length === 0) return undefined;
  const others = workloads.filter(({ id, namespace }) => namespace === workload.namespace && id !== workload.id);
  const matched = (kept: typeof terms) => others.filter((other) => isSelected(other, Object.fromEntries(kept))).length;
  const least = matched(terms);
  // From the least telling on: what keeps nobody out goes.
  const kept = [...terms];
  for (const term of terms.toReversed()) {
    const rest = kept.filter((each) => each !== term);
    if (rest.length > 0 && matched(rest) === least) kept.splice(kept.indexOf(term), 1);
  }
  return Object.fromEntries(kept);
}

/** Whether all its pods have these labels. */
export function isSelected({ labels, hostNetwork }: WorkloadReach, by: Labels): boolean {
  return (
    !hostNetwork && Object.entries(by).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value)
  );
}
