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
  /** The column it comes from, if from one. A class in a column that is open on every port is in no other. */
  readonly column?: Column;
}

/** What passes both the gate that says `terms` and the columns. */
export function meetColumns(terms: Factors, columns: Iterable<Column>, { ports, sets }: Pools): Piece[] {
  const pieces: Piece[] = [];
  for (const column of columns) {
    for (const term of terms) {
      const open = ports.intersect(term.ports, column.ports);
      if (open === ports.none) continue;
      const peers = sets.intersect(term.peers, column.members);
      if (peers !== sets.none) pieces.push({ ports: open, peers, column });
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

/** Classes that may use every port. */
export function fullPeers(pieces: readonly Piece[], pools: Pools): ClassSet {
  const { ports, sets } = pools;
  let full = sets.none;
  const parts: Piece[] = [];
  for (let at = 0; at < pieces.length; ) {
    const { column, ports: own, peers } = pieces[at] as Piece;
    let end = at + 1;
    if (own === ports.whole) full = sets.union(full, peers);
    else if (column?.ports !== ports.whole) parts.push(pieces[at] as Piece);
    else {
      // All its pieces together may make up every port, for the classes that are in all of them.
      let size = own.size;
      let common = peers;
      for (; end < pieces.length && pieces[end]?.column === column; end++) {
        size += (pieces[end] as Piece).ports.size;
        common = sets.intersect(common, (pieces[end] as Piece).peers);
      }
      if (size === ports.whole.size) full = sets.union(full, common);
    }
    at = end;
  }
  return sets.union(full, fullInParts(parts, pools));
}

/** Pieces are added up where several hold the same class. */
function fullInParts(parts: readonly Piece[], { ports, sets }: Pools): ClassSet {
  const sum = parts.reduce((total, piece) => total + piece.ports.size, 0);
  if (sum < ports.whole.size) return sets.none;
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
  return sets.of(runs);
}
