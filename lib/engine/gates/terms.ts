/** Terms: pairs of (ports, peers). A list of terms admits a class on the union of the ports of the terms that hold it. */

import type { ClassSet, ClassSets } from '../sets/class-set.ts';
import type { PortSet, PortSets } from '../sets/port-set.ts';

export interface Term {
  readonly ports: PortSet;
  readonly peers: ClassSet;
}

/** The two pools that terms are made of. */
export interface Pools {
  readonly ports: PortSets;
  readonly sets: ClassSets;
}

/**
 * INVARIANT of a factor list: no two peer sets overlap and no two port sets are equal. A class is in one factor at most,
 * which says all there is to say about it: so counts of factors may simply be added up.
 */
export type Factors = readonly Term[];

/** The same admissions as factors: where two terms hold the same peers, these are admitted on the ports of both. */
export function disjoint(terms: readonly Term[], pools: Pools): Factors {
  if (terms.length < 2) return terms;
  const byPorts = joinEqualPorts(terms, pools);
  if (byPorts.length < 2) return byPorts;
  let factors: readonly Term[] = [];
  for (const term of byPorts) factors = add(factors, term, pools);
  // A list that grew holds room to grow: a copy does not.
  return joinEqualPorts(factors, pools).slice();
}

/** Factors and some terms more; the very same list where the terms add nothing. */
export function extend(factors: Factors, terms: readonly Term[], pools: Pools): Factors {
  if (terms.length === 0) return factors;
  let extended = factors;
  for (const term of terms) extended = add(extended, term, pools);
  return extended === factors ? factors : joinEqualPorts(extended, pools);
}

function add(factors: readonly Term[], term: Term, { ports, sets }: Pools): readonly Term[] {
  let rest = term.peers;
  const next: Term[] = [];
  let changed = false;
  for (const factor of factors) {
    const common = sets.meet(factor.peers, rest) ? sets.intersect(factor.peers, rest) : sets.none;
    const both = common === sets.none ? factor.ports : ports.union(factor.ports, term.ports);
    if (both === term.ports && common === factor.peers && common !== rest) {
      // The term says more about more peers: it takes the factor's place.
      changed = true;
      continue;
    }
    if (both === factor.ports) next.push(factor);
    else {
      changed = true;
      const alone = sets.subtract(factor.peers, common);
      if (alone !== sets.none) next.push({ ports: factor.ports, peers: alone });
      next.push({ ports: both, peers: common });
    }
    rest = sets.subtract(rest, common);
  }
  if (rest === sets.none) return changed ? next : factors;
  next.push(rest === term.peers ? term : { ports: term.ports, peers: rest });
  return next;
}

function joinEqualPorts(terms: readonly Term[], { sets }: Pools): readonly Term[] {
  if (!terms.some(({ ports }, at) => terms.findIndex((other) => other.ports === ports) < at)) return terms;
  const byPorts = new Map<PortSet, ClassSet[]>();
  for (const { ports, peers } of terms) {
    const own = byPorts.get(ports);
    if (own) own.push(peers);
    else byPorts.set(ports, [peers]);
  }
  return Array.from(byPorts, ([ports, peers]) => ({ ports, peers: sets.unionOf(peers) }));
}

/** What `a` admits and `b` does not. */
export function subtractTerms(a: Factors, b: Factors, pools: Pools): Factors {
  const { ports, sets } = pools;
  const out: Term[] = [];
  for (const term of a) {
    let rest = term.peers;
    for (const other of b) {
      const common = sets.intersect(rest, other.peers);
      if (common === sets.none) continue;
      const left = ports.subtract(term.ports, other.ports);
      if (left !== ports.none) out.push({ ports: left, peers: common });
      rest = sets.subtract(rest, common);
    }
    if (rest !== sets.none) out.push({ ports: term.ports, peers: rest });
  }
  return joinEqualPorts(out, pools);
}

/** What both admit. */
export function intersectTerms(a: Factors, b: Factors, pools: Pools): Factors {
  const { ports, sets } = pools;
  const out: Term[] = [];
  for (const term of a) {
    for (const other of b) {
      const open = ports.intersect(term.ports, other.ports);
      if (open === ports.none) continue;
      const peers = sets.intersect(term.peers, other.peers);
      if (peers !== sets.none) out.push({ ports: open, peers });
    }
  }
  return joinEqualPorts(out, pools);
}

/** The terms within some classes. */
export function clipTerms(terms: Factors, within: ClassSet, { sets }: Pools): Factors {
  if (within === sets.all) return terms;
  return terms.flatMap((term) => {
    const peers = sets.intersect(term.peers, within);
    return peers === sets.none ? [] : [peers === term.peers ? term : { ports: term.ports, peers }];
  });
}
