/** The part of a cluster that is in view: chosen namespaces, and the workloads of others that share a line with them. */

import type { Reachability, WorkloadId } from '#engine';
import type { MapInput } from './map-model.ts';

/** More workloads than these cannot be read at once: peers are then those of the selection. */
const MOST_WITH_PEERS = 60;

interface Pair {
  readonly source: WorkloadId;
  readonly destination: WorkloadId;
}

export interface Lens {
  /** Whether a namespace was chosen, rather than being in view for its peers. */
  isChosen(namespace: string): boolean;
  /** Ends of lines that lie in other namespaces. The same before a draft and with it, so that nothing jumps between. */
  readonly peers: ReadonlySet<WorkloadId>;
  /** Namespaces that may not be read, and may be at the other end of a line. */
  readonly unread: ReadonlySet<string>;
  /** Whether at least one end of a pair lies in a chosen namespace, or a person selected it. */
  touches(pair: Pair): boolean;
}

type Chosen = Pick<MapInput, 'only' | 'reachability' | 'diff' | 'selection' | 'folded' | 'unknownPairs'>;

/** Undefined where the whole cluster is in view. */
export function lensOf(input: Chosen): Lens | undefined {
  if (input.only === undefined || input.only === 'all') return undefined;
  const chosen = new Set(input.only);
  const states = input.diff === undefined ? [input.reachability] : [input.diff.before, input.diff.after];
  const own = new Set(states.flatMap((state) => membersOf(state, chosen)));
  const touches = ({ source, destination }: Pair) => own.has(source) || own.has(destination);
  const lines = states.flatMap(({ byRule }) => byRule.filter(touches));
  const all = outsideOf(lines, own);
  const tooMany = input.folded !== true && own.size + all.size > MOST_WITH_PEERS;
  const peers = tooMany ? outsideOf(lines.filter(selects(input)), own) : all;
  for (const id of selectedEnds(input)) if (!own.has(id) && states.some((state) => has(state, id))) peers.add(id);
  const { selection } = input;
  const isSelected = ({ source, destination }: Pair) =>
    selection?.type === 'edge' && selection.source === source && selection.destination === destination;
  return {
    isChosen: (namespace) => chosen.has(namespace),
    peers,
    unread: new Set(
      (input.unknownPairs ?? []).filter(({ workload }) => own.has(workload)).map((pair) => pair.namespace),
    ),
    touches: (pair) => touches(pair) || isSelected(pair),
  };
}

function membersOf({ workloads }: Reachability, namespaces: ReadonlySet<string>): WorkloadId[] {
  return workloads.filter(({ namespace }) => namespaces.has(namespace)).map(({ id }) => id);
}

function outsideOf(lines: readonly Pair[], own: ReadonlySet<WorkloadId>): Set<WorkloadId> {
  return new Set(
    lines.map(({ source, destination }) => (own.has(source) ? destination : source)).filter((id) => !own.has(id)),
  );
}

function has({ workloads }: Reachability, id: WorkloadId): boolean {
  return workloads.some((workload) => workload.id === id && !workload.hostNetwork);
}

/** What a person asked for by name is in view, whatever else is. */
function selectedEnds({ selection }: Chosen): readonly string[] {
  if (selection === undefined) return [];
  return selection.type === 'workload' ? [selection.id] : [selection.source, selection.destination];
}

function selects(input: Chosen): (pair: Pair) => boolean {
  const ends = new Set(selectedEnds(input));
  return ({ source, destination }) => ends.has(source) || ends.has(destination);
}
