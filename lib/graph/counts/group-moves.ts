/** What a draft changes, by groups and rails: pairs that come and go between two of them, and how many are left. */

import type { ReachabilityDiff, WorkloadId } from '#engine';
import { workloadNamespace } from '#engine';
import type { Grouping } from '../grouping/grouping.ts';
import type { PairFold } from './pair-fold.ts';
import { betweenUnits, pairsBetween } from './pairs-between.ts';
import type { Rails } from './rails.ts';

/** `group:payments` or `rail:kube-system`. */
export type EndId = string;

export const groupEnd = (id: string): EndId => `group:${id}`;
export const railEnd = (name: string): EndId => `rail:${name}`;

export interface GroupMove {
  readonly from: EndId;
  readonly to: EndId;
  readonly fromName: string;
  readonly toName: string;
  readonly lost: number;
  readonly gained: number;
  /** Pairs allowed with the draft, by any way. */
  readonly left: number;
}

export interface NamespaceMove {
  /** Of its workloads, as destination and as source. */
  readonly lostIn: number;
  readonly gainedIn: number;
  readonly lostOut: number;
  readonly gainedOut: number;
}

export interface DraftMoves {
  /** Most pairs lost first. */
  readonly groups: readonly GroupMove[];
  readonly namespaces: ReadonlyMap<string, NamespaceMove>;
  readonly lost: number;
  readonly gained: number;
}

type Changes = Pick<ReachabilityDiff, 'added' | 'removed'>;

/** `after`: the fold with the draft. */
export function draftMoves(changes: Changes, after: PairFold, grouping: Grouping, rails: Rails): DraftMoves {
  const ends = endsOf(grouping, rails);
  const unitOf = (workload: WorkloadId) => ends.unitOf(workloadNamespace(workload));
  const moved = new Map<string, { from: number; to: number; lost: number; gained: number }>();
  const namespaces = new Map<string, NamespaceMove>();
  const count = (list: Changes['added'], field: 'lost' | 'gained') => {
    for (const { source, destination } of list) {
      const [from, to] = [unitOf(source), unitOf(destination)];
      const key = `${from} ${to}`;
      const move = moved.get(key) ?? { from, to, lost: 0, gained: 0 };
      move[field]++;
      moved.set(key, move);
      bump(namespaces, workloadNamespace(source), field === 'lost' ? 'lostOut' : 'gainedOut');
      bump(namespaces, workloadNamespace(destination), field === 'lost' ? 'lostIn' : 'gainedIn');
    }
  };
  count(changes.removed, 'lost');
  count(changes.added, 'gained');
  const units = Int32Array.from(after.census.namespaces, (name) => ends.unitOf(name));
  const between = betweenUnits(after, units, ends.list.length);
  const within = withinUnits(after, units);
  const groups = [...moved.values()].flatMap(({ from, to, lost, gained }): GroupMove[] => {
    const [a, b] = [ends.list[from], ends.list[to]];
    if (!a || !b) return [];
    const left = pairsBetween(between, from, to) - (from === to ? (within[from] ?? 0) : 0);
    return [{ from: a.id, to: b.id, fromName: a.name, toName: b.name, lost, gained, left }];
  });
  groups.sort((a, b) => b.lost - a.lost || b.gained - a.gained || (`${a.from}${a.to}` < `${b.from}${b.to}` ? -1 : 1));
  return { groups, namespaces, lost: changes.removed.length, gained: changes.added.length };
}

function endsOf({ groups, groupOf }: Grouping, { top, foot }: Rails) {
  const rails = [...top, ...foot];
  const list = [
    ...groups.map(({ id, name }) => ({ id: groupEnd(id), name })),
    ...rails.map((name) => ({ id: railEnd(name), name })),
  ];
  const index = new Map(list.map(({ id }, at) => [id, at]));
  const isRail = new Set(rails);
  const unitOf = (namespace: string) =>
    index.get(isRail.has(namespace) ? railEnd(namespace) : groupEnd(groupOf.get(namespace) ?? '')) ?? -1;
  return { list, unitOf };
}

/** A workload open at both ends makes no pair with itself. */
function withinUnits({ census: { sends, door, namespaceOf } }: PairFold, units: Int32Array): Float64Array {
  const own = new Float64Array(units.length + 1);
  for (const [at, free] of sends.entries()) {
    const unit = units[namespaceOf[at] ?? -1] ?? -1;
    if (unit >= 0 && free === 1 && door[at] === 1) own[unit] = (own[unit] ?? 0) + 1;
  }
  return own;
}

const NO_MOVE: NamespaceMove = { lostIn: 0, gainedIn: 0, lostOut: 0, gainedOut: 0 };

function bump(moves: Map<string, NamespaceMove>, name: string, field: keyof NamespaceMove): void {
  const known = moves.get(name) ?? NO_MOVE;
  moves.set(name, { ...known, [field]: known[field] + 1 });
}
