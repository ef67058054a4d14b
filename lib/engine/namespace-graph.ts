/** Reachability between namespaces: for each ordered pair, how many pairs of pods are allowed, and how many fully. */

import type { ClassSet } from './class-set.ts';
import type { Compiled } from './compiled.ts';
import { fullPeers, peersOfPieces } from './row.ts';
import { connectFlat, destinationRows, podsIn } from './totals.ts';

/** `full`: every pair of pods on every port. `none`: no pair on any port. */
export type Degree = 'none' | 'partial' | 'full';

export interface NamespaceCell {
  readonly pairs: number;
  readonly allowed: number;
  readonly full: number;
  readonly degree: Degree;
}

export interface NamespaceGraph {
  /** Namespaces that hold pods with a network of their own, sorted. */
  readonly namespaces: readonly string[];
  /** From one namespace to another, or within one (different pods). */
  cell(source: string, destination: string): NamespaceCell;
}

/** Only the rows and columns of `visible`, where given: the rest is neither worked out nor held. */
export function graphNamespaces(compiled: Compiled, visible?: readonly string[]): NamespaceGraph {
  const { universe, pools } = compiled;
  const namespaces = (visible ?? [...universe.ofNamespace.keys()])
    .filter((name) => universe.ofNamespace.has(name))
    .sort();
  const numbers = new Map(namespaces.map((name, at) => [name, at]));
  const size = namespaces.length;
  const allowed = new Float64Array(size * size);
  const full = new Float64Array(size * size);
  const spread = spreader(compiled, numbers);
  const rows = namespaces.map(() => new Map<ClassSet, number>());
  const fullRows = namespaces.map(() => new Map<ClassSet, number>());
  for (const { pieces, classes } of destinationRows(compiled)) {
    let peers: ClassSet | undefined;
    let fully: ClassSet | undefined;
    for (const index of classes) {
      const to = numbers.get(universe.classes[index]?.namespace ?? '');
      if (to === undefined) continue;
      peers ??= peersOfPieces(pieces, pools);
      fully ??= fullPeers(pieces, pools);
      const count = podsIn(compiled, index);
      rows[to]?.set(peers, (rows[to].get(peers) ?? 0) + count);
      fullRows[to]?.set(fully, (fullRows[to].get(fully) ?? 0) + count);
      const self = connectFlat(compiled, index, index);
      if (self !== compiled.ports.none) allowed[to * size + to] = (allowed[to * size + to] ?? 0) - count;
      if (self === compiled.ports.whole) full[to * size + to] = (full[to * size + to] ?? 0) - count;
    }
  }
  rows.forEach((row, to) => {
    for (const [peers, weight] of row) spread(peers, weight, allowed, to);
  });
  fullRows.forEach((row, to) => {
    for (const [peers, weight] of row) spread(peers, weight, full, to);
  });
  const pods = namespaces.map((name) => universe.ofNamespace.get(name)?.pods ?? 0);
  return {
    namespaces,
    cell(source, destination) {
      const [from, to] = [numbers.get(source) ?? -1, numbers.get(destination) ?? -1];
      const pairs = (pods[from] ?? 0) * ((pods[to] ?? 0) - (from === to ? 1 : 0));
      return toCell(Math.max(0, pairs), allowed[to * size + from] ?? 0, full[to * size + from] ?? 0);
    },
  };
}

function toCell(pairs: number, allowed: number, full: number): NamespaceCell {
  return { pairs, allowed, full, degree: allowed === 0 ? 'none' : full === pairs ? 'full' : 'partial' };
}

/** Adds a weighted set of sources to a destination's row of the matrix, namespace by namespace. */
function spreader({ universe }: Compiled, numbers: ReadonlyMap<string, number>) {
  const { classes, ofNamespace, sets, weights } = universe;
  const ranges = [...ofNamespace]
    .map(([name, { runs, pods }]) => ({ start: runs[0] ?? 0, end: runs[1] ?? 0, pods, at: numbers.get(name) ?? -1 }))
    .sort((a, b) => a.start - b.start);
  const rangeOf = new Int32Array(classes.length);
  ranges.forEach(({ start, end }, at) => {
    rangeOf.fill(at, start, end);
  });
  const podsBefore = new Float64Array(weights.length + 1);
  for (let i = 0; i < weights.length; i++) podsBefore[i + 1] = (podsBefore[i] ?? 0) + (weights[i] ?? 0);
  const size = numbers.size;
  return (peers: ClassSet, weight: number, matrix: Float64Array, to: number) => {
    if (peers === sets.none) return;
    const row = to * size;
    for (let i = 0; i < peers.runs.length; i += 2) {
      const first = peers.runs[i] as number;
      const last = peers.runs[i + 1] as number;
      for (let range = rangeOf[first] as number; range < ranges.length; range++) {
        const { start, end, pods, at } = ranges[range] as (typeof ranges)[0];
        if (start >= last) break;
        if (at < 0) continue;
        const whole = first <= start && end <= last;
        const inside = whole
          ? pods
          : (podsBefore[Math.min(end, last)] as number) - (podsBefore[Math.max(start, first)] as number);
        matrix[row + at] = (matrix[row + at] as number) + weight * inside;
      }
    }
  };
}
