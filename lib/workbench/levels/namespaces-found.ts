/** What the filter finds on a level: namespaces by their name, or by that of a workload. */

import type { WorkbenchState } from '../state/state.ts';
import { hasWords } from '../view/shown-choice.ts';

const known = new WeakMap<object, { readonly filter: string; readonly found: ReadonlySet<string> }>();

/** Undefined while the filter is empty. */
export function namespacesFound({ filter, reachability }: WorkbenchState): ReadonlySet<string> | undefined {
  if (filter.trim() === '' || reachability === undefined) return undefined;
  const before = known.get(reachability);
  if (before?.filter === filter) return before.found;
  const found = new Set<string>();
  for (const { name, kind, namespace } of reachability.workloads) {
    if (hasWords(filter, `${name} ${kind} ${namespace}`)) found.add(namespace);
  }
  known.set(reachability, { filter, found });
  return found;
}
