/**
 * A row: one gate held against the other direction of the whole cluster. Terms of the gate meet columns in **pieces**;
 * counts, graphs and diffs are all read off the pieces.
 */

import type { ClassSet } from './class-set.ts';
import type { Column } from './columns.ts';
import type { PortSet } from './port-set.ts';
import type { Factors, Pools } from './terms.ts';

/** INVARIANT: pieces of one row that hold the same class have port sets that do not overlap. */
export interface Piece {
  readonly ports: PortSet;
  readonly peers: ClassSet;
}

/** What passes both the gate that says `terms` and the columns. */
export function meetColumns(terms: Factors, columns: Iterable<Column>, { ports, sets }: Pools): Piece[] {
  const pieces: Piece[] = [];
  for (const column of columns) {
    for (const term of terms) {
      const open = ports.intersect(term.ports, column.ports);
      if (open === ports.none) continue;
      const peers = sets.intersect(term.peers, column.members);
      if (peers !== sets.none) pieces.push({ ports: open, peers });
    }
  }
  return pieces;
}

/** Classes in any of the pieces. */
export function peersOfPieces(pieces: readonly Piece[], { sets }: Pools): ClassSet {
  let peers = sets.none;
  for (const piece of pieces) peers = sets.union(peers, piece.peers);
  return peers;
}

/** Ports times pods, over the pieces. */
export function tuplesOf(pieces: readonly Piece[]): number {
  let tuples = 0;
  for (const { ports, peers } of pieces) tuples += ports.size * peers.pods;
  return tuples;
}

/** Classes that may use every port: pieces are added up where several hold the same class. */
export function fullPeers(pieces: readonly Piece[], { ports, sets }: Pools): ClassSet {
  let full = sets.none;
  let sum = 0;
  for (const piece of pieces) {
    if (piece.ports === ports.whole) full = sets.union(full, piece.peers);
    else sum += piece.ports.size;
  }
  if (sum < ports.whole.size) return full;
  const parts = pieces.filter((piece) => piece.ports !== ports.whole);
  const events = parts.flatMap(({ ports: { size }, peers: { runs } }) =>
    Array.from(runs, (at, i): [number, number] => [at, i % 2 === 0 ? size : -size]),
  );
  events.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const runs: number[] = [];
  let height = 0;
  for (let i = 0; i < events.length; i++) {
    const [at, step] = events[i] as [number, number];
    height += step;
    const end = events[i + 1]?.[0] ?? at;
    if (height !== ports.whole.size || end === at) continue;
    if (runs[runs.length - 1] === at) runs[runs.length - 1] = end;
    else runs.push(at, end);
  }
  return runs.length === 0 ? full : sets.union(full, sets.of(runs));
}
