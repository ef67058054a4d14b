/** Reachability between namespaces: for each ordered pair, how many pairs of pods are allowed, and how many fully. */

import type { Universe } from '../classes/universe.ts';
import type { Compiled } from '../gates/compiled.ts';
import type { ClassSet } from '../sets/class-set.ts';
import { forEachCommonRun } from '../sets/runs.ts';
import { connectFlat, forEachCrossing } from './totals.ts';

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
  const { universe, ports } = compiled;
  const { sets, spans, spanOf, ofNamespace } = universe;
  const namespaces = (visible ?? [...ofNamespace.keys()]).filter((name) => ofNamespace.has(name)).sort();
  const numbers = new Map(namespaces.map((name, at) => [name, at]));
  const size = namespaces.length;
  const allowed = new Float64Array(size * size);
  const full = new Float64Array(size * size);
  const rowOf = Int32Array.from(spans, ({ namespace }) => numbers.get(namespace) ?? -1);
  const seen = sets.unionOf(namespaces.map((name) => ofNamespace.get(name) ?? sets.none));
  const into = compiled.columns('ingress').all.filter(({ members }) => sets.meet(members, seen));
  const spread = spreader(universe, rowOf);
  forEachCrossing(compiled, into, ({ into: { members, peers }, out, open }) => {
    const sources = spread(peers, out.members);
    if (sources.length === 0) return;
    for (const to of spread(members, out.peers)) {
      for (const from of sources) {
        const cell = to.row * size + from.row;
        allowed[cell] = (allowed[cell] as number) + to.pods * from.pods;
        if (open === ports.whole) full[cell] = (full[cell] as number) + to.pods * from.pods;
      }
    }
  });
  // A pod to itself is no pair (rule 32).
  for (let index = 0; index < (sets.selectable.runs[1] ?? 0); index++) {
    const row = rowOf[spanOf[index] as number] as number;
    if (row < 0) continue;
    const self = connectFlat(compiled, index, index);
    const cell = row * size + row;
    const weight = universe.weights[index] ?? 0;
    if (self !== ports.none) allowed[cell] = (allowed[cell] as number) - weight;
    if (self === ports.whole) full[cell] = (full[cell] as number) - weight;
  }
  const pods = namespaces.map((name) => ofNamespace.get(name)?.pods ?? 0);
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

interface Share {
  readonly row: number;
  pods: number;
}

/** How many pods of what two sets have in common lie in each visible namespace. */
function spreader({ sets, spans, spanOf }: Universe, rowOf: Int32Array) {
  return (a: ClassSet, b: ClassSet): readonly Share[] => {
    const shares: Share[] = [];
    let last = -1;
    forEachCommonRun(a.runs, b.runs, (first, end) => {
      for (let at = spanOf[first] as number; at < spans.length; at++) {
        const span = spans[at] as Universe['spans'][0];
        if (span.start >= end) break;
        const row = rowOf[at] as number;
        if (row < 0) continue;
        const pods = sets.podsBetween(Math.max(span.start, first), Math.min(span.end, end));
        if (at === last) (shares[shares.length - 1] as Share).pods += pods;
        else shares.push({ row, pods });
        last = at;
      }
    });
    return shares;
  };
}
