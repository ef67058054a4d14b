/** Terms: pairs of (ports, classes). A list of terms admits a class on the union of the ports of the terms that hold it. */

import type { ClassSet, ClassSets } from './class-set.ts';
import type { PortSet, PortSets } from './port-set.ts';

export interface Term {
  readonly ports: PortSet;
  readonly peers: ClassSet;
}

/** The two pools that terms are made of. */
export interface Pools {
  readonly ports: PortSets;
  readonly sets: ClassSets;
}

/** INVARIANT of a factor list: no two port sets overlap and no two peer sets are equal. */
export type Factors = readonly Term[];

/** The same admissions with port sets that do not overlap: where two terms meet, their peers are joined. */
export function disjoint(terms: readonly Term[], { ports, sets }: Pools): Factors {
  if (terms.length < 2) return terms;
  let factors: Term[] = [];
  for (const term of terms) {
    let rest = term.ports;
    const next: Term[] = [];
    for (const factor of factors) {
      const common = rest === ports.none ? rest : ports.intersect(factor.ports, rest);
      if (common === ports.none) {
        next.push(factor);
        continue;
      }
      const alone = ports.subtract(factor.ports, common);
      if (alone !== ports.none) next.push({ ports: alone, peers: factor.peers });
      next.push({ ports: common, peers: sets.union(factor.peers, term.peers) });
      rest = ports.subtract(rest, common);
    }
    if (rest !== ports.none) next.push({ ports: rest, peers: term.peers });
    factors = next;
  }
  return joinEqualPeers(factors, ports);
}

function joinEqualPeers(factors: readonly Term[], ports: PortSets): Term[] {
  const byPeers = new Map<ClassSet, PortSet>();
  for (const { ports: open, peers } of factors) byPeers.set(peers, ports.union(byPeers.get(peers) ?? ports.none, open));
  return [...byPeers].map(([peers, open]) => ({ ports: open, peers }));
}

/** What `a` admits and `b` does not. */
export function subtractTerms(a: Factors, b: Factors, { ports, sets }: Pools): Factors {
  const out: Term[] = [];
  for (const { ports: open, peers } of a) {
    let rest = open;
    for (const other of b) {
      const common = ports.intersect(rest, other.ports);
      if (common === ports.none) continue;
      const alone = sets.subtract(peers, other.peers);
      if (alone !== sets.none) out.push({ ports: common, peers: alone });
      rest = ports.subtract(rest, common);
      if (rest === ports.none) break;
    }
    if (rest !== ports.none) out.push({ ports: rest, peers });
  }
  return joinEqualPeers(out, ports);
}

/** The terms within some classes. */
export function clipTerms(terms: Factors, within: ClassSet, { sets }: Pools): Factors {
  return terms.flatMap((term) => {
    const peers = sets.intersect(term.peers, within);
    return peers === sets.none ? [] : [peers === term.peers ? term : { ports: term.ports, peers }];
  });
}
