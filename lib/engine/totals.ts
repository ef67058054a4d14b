/** Exact counts over every ordered pair of different pods with a network of their own, without visiting the pairs. */

import { appendClass } from './class-set.ts';
import { rowsOf } from './columns.ts';
import { type Compiled, connect } from './compiled.ts';
import { type PortSet, SHARED } from './port-set.ts';
import { fullPeers, meetColumns, type Piece, peersOfPieces, tuplesOf } from './row.ts';
import { clipTerms } from './terms.ts';

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
 * The pieces of every destination, ports flat, and the classes (of one group, alike for every column) they stand for.
 * Several planes make pieces overlap once they are flat; then each class is met with every other one by one.
 */
export function* destinationRows(compiled: Compiled): Generator<{ pieces: Piece[]; classes: readonly number[] }> {
  const { pools, gates, universe } = compiled;
  const end = pools.sets.selectable.runs[1] ?? 0;
  if (universe.planes !== SHARED) {
    for (let index = 0; index < end; index++) yield { pieces: sourcesOf(compiled, index, end), classes: [index] };
    return;
  }
  const columns = compiled.columns('egress');
  for (const group of gates.ingress.groups) {
    const terms = clipTerms(group.factors, pools.sets.selectable, pools);
    const base = meetColumns(terms, columns.open, pools);
    for (const [sparse, classes] of rowsOf(columns, group.classes, end)) {
      yield { pieces: sparse.length > 0 ? [...base, ...meetColumns(terms, sparse, pools)] : base, classes };
    }
  }
}

function sourcesOf(compiled: Compiled, destination: number, end: number): Piece[] {
  const runs = new Map<PortSet, number[]>();
  for (let source = 0; source < end; source++) {
    const open = connectFlat(compiled, source, destination);
    if (open === compiled.ports.none) continue;
    const own = runs.get(open);
    if (own) appendClass(own, source);
    else runs.set(open, [source, source + 1]);
  }
  return [...runs].map(([ports, own]) => ({ ports, peers: compiled.pools.sets.of(own) }));
}

/** What a pair may use, each port once whatever the family of the traffic. */
export function connectFlat(compiled: Compiled, source: number, destination: number): PortSet {
  return compiled.ports.flat(connect(compiled, source, destination));
}

export function countPairs(compiled: Compiled): PodTotals {
  const { pools, ports } = compiled;
  const { pods } = pools.sets.selectable;
  let allowed = 0;
  let full = 0;
  const tuples = new LargeSum();
  for (const { pieces, classes } of destinationRows(compiled)) {
    let weight = 0;
    for (const index of classes) {
      const count = podsIn(compiled, index);
      weight += count;
      const self = connectFlat(compiled, index, index);
      if (self === ports.none) continue;
      // A pod to itself is no pair (rule 32).
      allowed -= count;
      if (self === ports.whole) full -= count;
      tuples.add(-count, self.size);
    }
    allowed += weight * peersOfPieces(pieces, pools).pods;
    full += weight * fullPeers(pieces, pools).pods;
    tuples.add(weight, tuplesOf(pieces));
  }
  return { pods, pairs: pods * Math.max(0, pods - 1), allowed, full, tuples: tuples.total() };
}

/** Sums products exactly beyond 2^53, with plain numbers as long as they hold. */
class LargeSum {
  #small = 0;
  #large = 0n;

  add(a: number, b: number): void {
    const product = a * b;
    if (Math.abs(product) > 2 ** 51) this.#large += BigInt(a) * BigInt(b);
    else this.#small += product;
    if (Math.abs(this.#small) > 2 ** 51) this.#flush();
  }

  total(): bigint {
    this.#flush();
    return this.#large;
  }

  #flush(): void {
    this.#large += BigInt(this.#small);
    this.#small = 0;
  }
}

export function podsIn({ universe }: Compiled, index: number): number {
  return universe.weights[index] ?? 0;
}
