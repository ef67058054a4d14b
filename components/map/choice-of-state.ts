/** What the workbench has selected, as a choice on the map; and the way back. */

import type { Reachability } from '#engine';
import type { MapModel, MapSelection } from '#graph';
import type { Selection } from '#workbench';
import type { Choice } from './focus.ts';

export function choiceOf(
  selection: Selection | undefined,
  filter: string,
  model: MapModel,
  shown: Reachability | undefined,
): Choice | undefined {
  switch (selection?.type) {
    case 'workload':
      return { type: 'strip', id: selection.id };
    case 'edge':
      return { type: 'edge', source: selection.source, destination: selection.destination };
    case 'namespace':
      return { type: 'plate', id: selection.name };
    case 'policy':
      return { type: 'strips', ids: isolatedBy(selection.id, shown) };
    default:
      return filter.trim() === '' ? undefined : { type: 'strips', ids: matching(filter, model) };
  }
}

export function selectionOf(choice: Choice | undefined): Selection | undefined {
  switch (choice?.type) {
    case 'strip':
      return { type: 'workload', id: choice.id };
    case 'edge':
      return { type: 'edge', source: choice.source, destination: choice.destination };
    case 'plate':
      return { type: 'namespace', name: choice.id };
    default:
      return undefined;
  }
}

export function mapSelection(selection: Selection | undefined): MapSelection | undefined {
  return selection?.type === 'workload' || selection?.type === 'edge' ? selection : undefined;
}

function isolatedBy(policy: string, shown: Reachability | undefined): ReadonlySet<string> {
  const hit = (shown?.workloads ?? []).filter(
    (workload) => workload.ingress.isolatedBy.includes(policy) || workload.egress.isolatedBy.includes(policy),
  );
  return new Set(hit.map((workload) => workload.id));
}

/** Strips with every word of the filter in their name, kind, namespace or port. */
function matching(filter: string, model: MapModel): ReadonlySet<string> {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = new Set<string>();
  for (const plate of model.plates) {
    for (const strip of plate.strips) {
      const text = `${strip.name} ${strip.kind} ${plate.title} ${strip.port}`.toLowerCase();
      if (words.every((word) => text.includes(word))) found.add(strip.id);
    }
  }
  return found;
}
