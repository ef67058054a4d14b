/** Reachability of addresses outside, by ranges that do not overlap; neighbours that say the same are one range. */

import type { Compiled } from '../gates/compiled.ts';
import type { LayeredGate } from '../gates/groups.ts';
import type { RuleTerms } from '../gates/rule-terms.ts';
import { LAYERS } from '../model/layers.ts';
import { familyOf, formatAddress, LAST_POSITION, type Position, parseCidr } from '../sets/address.ts';
import { addressSet } from '../sets/address-set.ts';
import type { PortSet } from '../sets/port-set.ts';
import { admittedBy } from './reasons.ts';

export interface ExternalReach {
  readonly first: Position;
  readonly last: Position;
  readonly ports: PortSet;
  /** Not every gate asked says the same. */
  readonly partial: boolean;
}

/** Where IPv6 begins on the line of addresses: no range crosses it. */
const IPV6_FIRST = parseCidr('::/0')?.[0] ?? 0n;

/** What some gates together admit to or from outside; ranges that admit nothing are left out. */
export function externalReach(compiled: Compiled, gates: readonly LayeredGate[]): ExternalReach[] {
  const { ports } = compiled;
  const sweeps = gates.map((gate) => new GateSweep(compiled, gate));
  const cuts = new Set<Position>([0n, IPV6_FIRST]);
  for (const sweep of sweeps) for (const cut of sweep.cuts()) cuts.add(cut);
  cuts.delete(LAST_POSITION + 1n);
  const sorted = [...cuts].sort((a, b) => (a < b ? -1 : 1));
  const out: { first: Position; last: Position; ports: PortSet; partial: boolean }[] = [];
  sorted.forEach((first, at) => {
    const last = (sorted[at + 1] ?? LAST_POSITION + 1n) - 1n;
    const each = sweeps.map((sweep) => ports.flat(sweep.admittedFrom(first)));
    const union = each.reduce((sum, one) => ports.union(sum, one), ports.none);
    if (union === ports.none) return;
    const partial = each.some((one) => one !== union);
    const previous = out.at(-1);
    const joins = previous && previous.last === first - 1n && familyOf(previous.first) === familyOf(first);
    if (joins && previous.ports === union && previous.partial === partial) previous.last = last;
    else out.push({ first, last, ports: union, partial });
  });
  return out;
}

/** Walks the line of addresses before one gate: at each place only rules that begin or end there are looked at. */
class GateSweep {
  readonly #compiled: Compiled;
  readonly #gate: LayeredGate;
  readonly #begin = new Map<Position, RuleTerms[]>();
  readonly #end = new Map<Position, RuleTerms[]>();
  readonly #holding = new Set<RuleTerms>();
  /** Where one layer alone adds up what rules allow, what those for everyone do. */
  readonly #everyone: PortSet | undefined;

  constructor(compiled: Compiled, gate: LayeredGate) {
    this.#compiled = compiled;
    this.#gate = gate;
    const [only, other] = gate.layers;
    const rules = gate.rulesByLayer.flat();
    for (const rule of rules) {
      const blocks = rule.rule.peers.flatMap((peer) => (peer.kind === 'addresses' ? peer.block : []));
      for (const [first, last] of addressSet(blocks)) {
        push(this.#begin, first, rule);
        push(this.#end, last + 1n, rule);
      }
    }
    const { ports } = compiled;
    const addsUp = only && !other && LAYERS[only.name].logic === 'isolates';
    const open = rules.filter(({ rule }) => rule.everyone);
    this.#everyone = addsUp ? open.reduce((sum, { outside }) => ports.union(sum, outside), ports.none) : undefined;
  }

  *cuts(): Iterable<Position> {
    yield* this.#begin.keys();
    yield* this.#end.keys();
  }

  /** Asked with rising addresses, of every cut. */
  admittedFrom(position: Position): PortSet {
    for (const rule of this.#end.get(position) ?? []) this.#holding.delete(rule);
    for (const rule of this.#begin.get(position) ?? []) this.#holding.add(rule);
    const { ports } = this.#compiled;
    if (this.#everyone !== undefined) {
      let open = this.#everyone;
      for (const { outside } of this.#holding) open = ports.union(open, outside);
      return open;
    }
    return admittedBy(this.#compiled, this.#gate, (rule) =>
      rule.rule.everyone || this.#holding.has(rule) ? rule.outside : ports.none,
    );
  }
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const own = lists.get(key);
  if (own) own.push(value);
  else lists.set(key, [value]);
}

/** `10.0.0.0-10.255.255.255`. */
export function formatRange(first: Position, last: Position): string {
  return `${formatAddress(first)}-${formatAddress(last)}`;
}
