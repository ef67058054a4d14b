/** What the workbench has selected, as a choice on the map; and the way back. */

import { type Reachability, workloadNamespace } from '#engine';
import { foldedStrip, type MapModel, type MapSelection, namespaceOfStrip } from '#graph';
import type { Selection, WorkbenchState } from '../state/state.ts';
import type { Choice } from './focus.ts';

export function choiceOf(
  selection: Selection | undefined,
  filter: string,
  model: MapModel,
  shown: Reachability | undefined,
): Choice | undefined {
  if (model.folded) return foldedChoice(selection, filter, model, shown);
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

/** On a folded map everything is told of its namespace. */
function foldedChoice(
  selection: Selection | undefined,
  filter: string,
  model: MapModel,
  shown: Reachability | undefined,
): Choice | undefined {
  const stripOf = (id: string): string => (id === 'outside' ? id : foldedStrip(workloadNamespace(id)));
  switch (selection?.type) {
    case 'workload':
    case 'policy':
      return { type: 'strip', id: stripOf(selection.id) };
    case 'namespace':
      return { type: 'strip', id: foldedStrip(selection.name) };
    case 'edge':
      return { type: 'edge', source: stripOf(selection.source), destination: stripOf(selection.destination) };
    default: {
      if (filter.trim() === '') return undefined;
      const ids = new Set(matching(filter, model));
      for (const { id, name, kind, namespace } of shown?.workloads ?? []) {
        if (hasWords(filter, `${name} ${kind} ${namespace}`)) ids.add(stripOf(id));
      }
      return { type: 'strips', ids };
    }
  }
}

export function selectionOf(choice: Choice | undefined): Selection | undefined {
  switch (choice?.type) {
    case 'strip': {
      const namespace = namespaceOfStrip(choice.id);
      return namespace === undefined ? { type: 'workload', id: choice.id } : { type: 'namespace', name: namespace };
    }
    case 'edge': {
      // Between namespaces there are many connections: the namespace that is reached tells them.
      const namespace = namespaceOfStrip(choice.destination) ?? namespaceOfStrip(choice.source);
      if (namespace !== undefined) return { type: 'namespace', name: namespace };
      return { type: 'edge', source: choice.source, destination: choice.destination };
    }
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
  const found = new Set<string>();
  for (const plate of model.plates) {
    for (const strip of plate.strips) {
      if (hasWords(filter, `${strip.name} ${strip.kind} ${plate.title} ${strip.port}`)) found.add(strip.id);
    }
  }
  return found;
}

/** The workload in view that the filter means: one whose name begins with it, else the first that has its words. */
export function firstHit(filter: string, state: WorkbenchState): string | undefined {
  if (filter.trim() === '') return undefined;
  const hits = hitsOf(filter, state);
  const start = filter.trim().toLowerCase();
  return (hits.find(({ name }) => name.toLowerCase().startsWith(start)) ?? hits[0])?.id;
}

/** Workloads in view that have the words of the filter; those that are over come last. */
export function hitsOf(filter: string, { reachability, namespaces }: WorkbenchState) {
  const { workloads = [], finished = [] } = reachability ?? {};
  return [...workloads.filter(({ hostNetwork }) => !hostNetwork), ...finished].filter(
    ({ name, kind, namespace }) =>
      (namespaces === 'all' || namespaces.includes(namespace)) && hasWords(filter, `${name} ${kind} ${namespace}`),
  );
}

export function hasWords(filter: string, text: string): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => text.toLowerCase().includes(word));
}
