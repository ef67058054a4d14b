/** A link may name a workload without its kind: it means the one that is called so, where there is but one. */

import { objectKey, type Reachability, type WorkloadId } from '#engine';
import type { Selection } from '../state/state.ts';

/** The selection as the cluster names it; the same one where it is exact, or means nothing, or more than one thing. */
export function namedSelection(selection: Selection, { workloads }: Reachability): Selection {
  const named = (id: WorkloadId): WorkloadId => {
    if (id.endsWith(']')) return id;
    const meant = workloads.filter((workload) => objectKey(workload) === id);
    return meant.length === 1 && meant[0] ? meant[0].id : id;
  };
  if (selection.type === 'workload') {
    const id = named(selection.id);
    return id === selection.id ? selection : { ...selection, id };
  }
  if (selection.type !== 'edge') return selection;
  const [source, destination] = [named(selection.source), named(selection.destination)];
  const isSame = source === selection.source && destination === selection.destination;
  return isSame ? selection : { ...selection, source, destination };
}
