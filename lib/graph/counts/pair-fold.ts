/**
 * Pairs of workloads -> pairs of namespaces, each counted once. Pairs that are open at both ends are never listed one by
 * one, neither by the engine nor here: they follow from how many workloads of a namespace send freely and how many of
 * another no policy closes.
 */

import type { ConnectionChange, Reachability, WorkloadId } from '#engine';
import { type Census, DOOR } from './census.ts';

/** Pairs of one namespace line that a rule admits. */
export interface LineCount {
  /** Of a sender that no policy closes, into a door that lets everybody in. */
  readonly door: number;
  readonly rule: number;
}

export interface PairFold {
  readonly census: Census;
  /** Key `from * namespaces + to`; also lines from a namespace to itself. No entry is 0. */
  readonly lines: ReadonlyMap<number, LineCount>;
  /** Workloads of other namespaces with a pair into the namespace that a rule admits; and those of them that are closed. */
  readonly reachers: Int32Array;
  readonly closedReachers: Int32Array;
  /** Pairs from a workload into another namespace, by `workload * namespaces + namespace`. */
  readonly reaching: Reaching;
}

/** Counts of a fold, with those that differ since on top, so that a patch copies little. */
interface Reaching {
  readonly base: ReadonlyMap<number, number>;
  readonly changed: ReadonlyMap<number, number>;
}

type Pair = { readonly source: WorkloadId; readonly destination: WorkloadId };

export function foldPairs(of: Census, byRule: readonly Pair[]): PairFold {
  const count = new Counting(of);
  for (const pair of byRule) count.move(of, pair, 1);
  return count.fold(of);
}

export interface MovedPairs {
  readonly before: Pick<Reachability, 'byRule'>;
  readonly after: Pick<Reachability, 'byRule'>;
  readonly added: readonly Pick<ConnectionChange, 'source' | 'destination' | 'admission'>[];
  readonly removed: readonly Pick<ConnectionChange, 'source' | 'destination' | 'admission'>[];
}

/**
 * The fold after a draft, from the one before: only what moved is counted anew. `after` has the same workloads and
 * namespaces. Of workloads whose gates opened or closed all pairs are counted again, for they changed their kind.
 */
export function patchFold(fold: PairFold, after: Census, moved: MovedPairs): PairFold {
  const before = fold.census;
  const count = new Counting(after, fold);
  const turned = new Set<WorkloadId>();
  for (const [id, at] of after.workloadIndex) {
    if (before.sends[at] !== after.sends[at] || before.door[at] !== after.door[at]) turned.add(id);
  }
  const isTurned = ({ source, destination }: Pair) => turned.has(source) || turned.has(destination);
  if (turned.size > 0) {
    for (const pair of moved.before.byRule) if (isTurned(pair)) count.move(before, pair, -1);
    for (const pair of moved.after.byRule) if (isTurned(pair)) count.move(after, pair, 1);
  }
  // Between gates that stayed as they were a pair that comes or goes is one that a rule admits.
  for (const pair of moved.removed) if (!isTurned(pair)) count.move(before, pair, -1);
  for (const pair of moved.added) if (!isTurned(pair)) count.move(after, pair, 1);
  return count.fold(after);
}

class Counting {
  private readonly size: number;
  private readonly lines: Map<number, LineCount>;
  private readonly reachers: Int32Array;
  private readonly closedReachers: Int32Array;
  private readonly base: ReadonlyMap<number, number>;
  private readonly changed: Map<number, number>;

  constructor({ namespaces }: Census, from?: PairFold) {
    this.size = namespaces.length;
    this.lines = new Map(from?.lines);
    this.reachers = from ? Int32Array.from(from.reachers) : new Int32Array(this.size);
    this.closedReachers = from ? Int32Array.from(from.closedReachers) : new Int32Array(this.size);
    this.base = from?.reaching.base ?? new Map();
    this.changed = new Map(from?.reaching.changed);
  }

  move({ workloadIndex, namespaceOf, sends, door }: Census, { source, destination }: Pair, by: 1 | -1): void {
    const [s, d] = [workloadIndex.get(source), workloadIndex.get(destination)];
    if (s === undefined || d === undefined) return;
    const [from = 0, to = 0] = [namespaceOf[s], namespaceOf[d]];
    const free = sends[s] === 1;
    const key = from * this.size + to;
    const { door: doors, rule } = this.lines.get(key) ?? { door: 0, rule: 0 };
    const isDoor = from !== to && free && door[d] !== DOOR.closed;
    const next = isDoor ? { door: doors + by, rule } : { door: doors, rule: rule + by };
    if (next.door === 0 && next.rule === 0) this.lines.delete(key);
    else this.lines.set(key, next);
    if (from !== to) this.reach(s, to, free, by);
  }

  private reach(workload: number, namespace: number, free: boolean, by: 1 | -1): void {
    const key = workload * this.size + namespace;
    const was = this.changed.get(key) ?? this.base.get(key) ?? 0;
    this.changed.set(key, was + by);
    if (was > 0 && was + by > 0) return;
    this.reachers[namespace] = (this.reachers[namespace] ?? 0) + by;
    if (!free) this.closedReachers[namespace] = (this.closedReachers[namespace] ?? 0) + by;
  }

  fold(of: Census): PairFold {
    const { lines, reachers, closedReachers, base, changed } = this;
    const reaching = base.size === 0 ? { base: changed, changed: new Map() } : { base, changed };
    return { census: of, lines, reachers, closedReachers, reaching };
  }
}

/** Workloads of other namespaces that may reach at least one here. */
export function reachersOf({ census: { each }, reachers, closedReachers }: PairFold, namespace: number): number {
  const own = each[namespace];
  if (!own || own.unisolated === 0) return reachers[namespace] ?? 0;
  const senders = each.reduce((sum, one) => sum + one.senders, 0);
  return senders - own.senders + (closedReachers[namespace] ?? 0);
}
