/**
 * PortSet: the engine's inner form of a set of connections, interned so that equal sets are one object and every
 * operation on two of them is done once.
 *
 * A number stands for one port of one protocol in one **plane**. Most clusters have one plane. Where pods differ in
 * their address families there are three, because an ipBlock of one family says nothing of traffic in the other
 * (rule 22): traffic over IPv4, over IPv6, and between pods that share no family (then any of their addresses counts).
 */

import { PROTOCOLS, type Protocol } from '../model/objects.ts';
import type { ConnectionSet, PortRange } from './connection-set.ts';
import { PairMemo } from './pair-memo.ts';
import { intersectRuns, type Runs, runsMeet, runsSize, subtractRuns, unionRuns } from './runs.ts';
import { RunsTable } from './runs-table.ts';

export interface PortSet {
  readonly id: number;
  readonly runs: Runs;
  /** Ports, over all planes. */
  readonly size: number;
}

/** Bits of a plane mask. A cluster with one plane uses `SHARED` alone. */
export const SHARED = 1;
export const OVER_IPV4 = 2;
export const OVER_IPV6 = 4;

const PROTOCOL_SPAN = 65536;
const PLANE_SPAN = PROTOCOL_SPAN * PROTOCOLS.length;

export class PortSets {
  readonly none: PortSet;
  /** Every port of every protocol in every plane. */
  readonly all: PortSet;
  /** Every port of every protocol, each once: what `flat` makes of `all`. */
  readonly whole: PortSet;
  /** Mask of the planes in use. */
  readonly planes: number;
  /** By number. */
  #sets: PortSet[] = [];
  #numbers = new RunsTable();
  #masks = new Map<number, PortSet>();
  readonly #unions = new PairMemo();
  readonly #intersections = new PairMemo();
  readonly #differences = new PairMemo();
  #flat = new Map<number, PortSet>();
  #connections = new Map<number, ConnectionSet>();

  constructor(planes: number) {
    this.planes = planes;
    this.none = this.#intern([]);
    const allRuns: number[] = [];
    for (const base of planeBases(planes)) {
      for (let protocol = 0; protocol < PROTOCOLS.length; protocol++) {
        allRuns.push(base + protocol * PROTOCOL_SPAN + 1, base + (protocol + 1) * PROTOCOL_SPAN);
      }
    }
    this.all = this.#intern(allRuns);
    this.whole = this.#intern(PROTOCOLS.flatMap((_, at) => [at * PROTOCOL_SPAN + 1, (at + 1) * PROTOCOL_SPAN]));
  }

  /** Ports `first` to `last` of a protocol, in every plane. */
  range(protocol: Protocol, first: number, last: number): PortSet {
    const offset = PROTOCOLS.indexOf(protocol) * PROTOCOL_SPAN;
    if (this.planes === SHARED) return this.#intern([offset + first, offset + last + 1]);
    return this.#intern(planeBases(this.planes).flatMap((base) => [base + offset + first, base + offset + last + 1]));
  }

  union(a: PortSet, b: PortSet): PortSet {
    if (a === b || b === this.none) return a;
    if (a === this.none) return b;
    if (a === this.all || b === this.all) return this.all;
    const [one, other] = a.id < b.id ? [a, b] : [b, a];
    return this.#remember(this.#unions, one, other, unionRuns);
  }

  intersect(a: PortSet, b: PortSet): PortSet {
    if (a === b || b === this.all) return a;
    if (a === this.all) return b;
    if (a === this.none || b === this.none) return this.none;
    const [one, other] = a.id < b.id ? [a, b] : [b, a];
    return this.#remember(this.#intersections, one, other, intersectRuns);
  }

  subtract(a: PortSet, b: PortSet): PortSet {
    if (a === b || a === this.none || b === this.all) return this.none;
    if (b === this.none) return a;
    return this.#remember(this.#differences, a, b, subtractRuns);
  }

  meets(a: PortSet, b: PortSet): boolean {
    if (a === this.none || b === this.none) return false;
    if (a === b || a === this.all || b === this.all) return true;
    return runsMeet(a.runs, b.runs);
  }

  /** The part of a set that lies in some planes. */
  inPlanes(set: PortSet, mask: number): PortSet {
    if ((mask & this.planes) === this.planes) return set;
    let bounds = this.#masks.get(mask);
    if (!bounds) {
      const stretches = planeBases(mask & this.planes).flatMap((base) => [base, base + PLANE_SPAN]);
      // INVARIANT: every set lies within `all`; the operations rely on it.
      bounds = this.#intern(intersectRuns(this.all.runs, stretches));
      this.#masks.set(mask, bounds);
    }
    return this.intersect(set, bounds);
  }

  /** A set with each port once: open in any plane. The set itself where there is one plane. */
  flat(set: PortSet): PortSet {
    if (this.planes === SHARED) return set;
    let flat = this.#flat.get(set.id);
    if (!flat) {
      let runs: number[] = [];
      for (const base of planeBases(this.planes)) {
        const inside = intersectRuns(set.runs, [base, base + PLANE_SPAN]);
        runs = unionRuns(
          runs,
          inside.map((value) => value - base),
        );
      }
      flat = this.#intern(runs);
      this.#flat.set(set.id, flat);
    }
    return flat;
  }

  /** The public form: a port counts when it is open in any plane. */
  connections(set: PortSet): ConnectionSet {
    let connections = this.#connections.get(set.id);
    if (!connections) {
      connections = toConnections(this.flat(set).runs);
      this.#connections.set(set.id, connections);
    }
    return connections;
  }

  from(connections: ConnectionSet): PortSet {
    let set = this.none;
    for (const protocol of PROTOCOLS) {
      for (const [first, last] of connections[protocol] ?? []) set = this.union(set, this.range(protocol, first, last));
    }
    return set;
  }

  #remember(memo: PairMemo, a: PortSet, b: PortSet, run: (a: Runs, b: Runs) => number[]): PortSet {
    const known = memo.get(a.id, b.id);
    if (known >= 0) return this.#sets[known] as PortSet;
    const result = this.#intern(run(a.runs, b.runs));
    memo.reserve(this.#sets.length);
    memo.set(a.id, b.id, result.id);
    return result;
  }

  #intern(runs: number[]): PortSet {
    const known = this.#numbers.find(runs);
    if (known >= 0) return this.#sets[known] as PortSet;
    const set = { id: this.#numbers.add(runs), runs, size: runsSize(runs) };
    this.#sets.push(set);
    return set;
  }
}

function planeBases(mask: number): number[] {
  return [SHARED, OVER_IPV4, OVER_IPV6].flatMap((plane, at) => (mask & plane ? [at * PLANE_SPAN] : []));
}

function toConnections(runs: Runs): ConnectionSet {
  const result: Partial<Record<Protocol, readonly PortRange[]>> = {};
  PROTOCOLS.forEach((protocol, at) => {
    const base = at * PROTOCOL_SPAN;
    const own = intersectRuns(runs, [base, base + PROTOCOL_SPAN]);
    if (own.length === 0) return;
    const range = (i: number): PortRange => [(own[i] ?? 0) - base, (own[i + 1] ?? 0) - 1 - base];
    result[protocol] = Array.from({ length: own.length / 2 }, (_, i) => range(2 * i));
  });
  return result;
}
