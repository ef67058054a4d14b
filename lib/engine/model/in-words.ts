/** Names and counts as people read them; every sentence about a cluster uses them. */

import { objectKey, workloadName, workloadNamespace } from './ids.ts';
import type { NoPods, WorkloadId } from './objects.ts';

/** `1 pod`, `2 pods`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

const WITHOUT_PODS: Readonly<Record<NoPods, string>> = {
  'scaled-to-zero': '0 replicas',
  'between-runs': 'no pod now',
  suspended: 'suspended',
  finished: 'finished',
  'none-now': 'no pod now',
};

/** `2 pods`; of a workload that has none, why: `0 replicas`. */
export function podsInWords({ pods, noPods }: { readonly pods: number; readonly noPods?: NoPods }): string {
  return noPods === undefined ? counted(pods, 'pod') : WITHOUT_PODS[noPods];
}

/** `12,345`. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** `orders`, `carts and orders`, `carts, orders and ui`; from four on `4 workloads`. */
export function namesOrCount(ids: readonly WorkloadId[]): string {
  if (ids.length > 3) return counted(ids.length, 'workload');
  return listed(distinctNames(ids));
}

export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** The bare names, or with the namespace where two would read the same. */
function distinctNames(ids: readonly WorkloadId[]): readonly string[] {
  const names = ids.map(workloadName);
  return ids.map((id, index) => {
    const name = names[index] ?? '';
    return names.indexOf(name) === names.lastIndexOf(name)
      ? name
      : objectKey({ namespace: workloadNamespace(id), name });
  });
}
