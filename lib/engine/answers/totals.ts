/** Exact counts over every ordered pair of different pods with a network of their own, without visiting the pairs. */

import type { Column } from '../gates/columns.ts';
import { type Compiled, connectClasses } from '../gates/compiled.ts';
import type { PortSet } from '../sets/port-set.ts';

export interface PodTotals {
  readonly pods: number;
  /** Ordered pairs of different pods. */
  readonly pairs: number;
  /** Pairs with at least one port of one protocol. */
  readonly allowed: number;
  /** Pairs with every port of every protocol. */
  readonly full: number;
  /** Port and pair, counted together; beyond 2^53 in clusters of a million pods. */
  readonly tuples: bigint;
}

/**
 * Where a column of sources and one of destinations admit each other: the members of the one among the peers of the
 * other may use these ports, each counted once whatever the family of the traffic.
 */
export interface Crossing {
  readonly into: Column;
  readonly out: Column;
  readonly open: PortSet;
}

export function forEachCrossing(
  compiled: Compiled,
  into: readonly Column[],
  visit: (crossing: Crossing) => void,
): void {
  const { ports } = compiled;
  const sources = compiled.columns('egress');
  for (const one of into) {
    for (const out of sources.meeting(one.members)) {
      const open = ports.flat(ports.intersect(one.ports, out.ports));
      if (open !== ports.none) visit({ into: one, out, open });
    }
  }
}

/** What a pair may use, each port once whatever the family of the traffic. */
export function connectFlat(compiled: Compiled, source: number, destination: number): PortSet {
  return compiled.ports.flat(connectClasses(compiled, source, destination));
}

export function countPairs(compiled: Compiled): PodTotals {
  const { pools, ports, universe } = compiled;
  const { sets } = pools;
  const counts = new Map<PortSet, number>();
  const add = (open: PortSet, pairs: number) => counts.set(open, (counts.get(open) ?? 0) + pairs);
  forEachCrossing(compiled, compiled.columns('ingress').all, ({ into, out, open }) => {
    const sources = sets.podsInBoth(into.peers, out.members);
    if (sources > 0) add(open, sources * sets.podsInBoth(into.members, out.peers));
  });
  // A pod to itself is no pair (rule 32).
  for (let index = 0; index < (sets.selectable.runs[1] ?? 0); index++) {
    add(connectFlat(compiled, index, index), -(universe.weights[index] ?? 0));
  }
  counts.delete(ports.none);
  let allowed = 0;
  let tuples = 0n;
  for (const [open, pairs] of counts) {
    allowed += pairs;
    tuples += BigInt(pairs) * BigInt(open.size);
  }
  const { pods } = sets.selectable;
  return { pods, pairs: pods * Math.max(0, pods - 1), allowed, full: counts.get(ports.whole) ?? 0, tuples };
}
