/** Reachability of addresses outside, by ranges that do not overlap; neighbours that say the same are one range. */

import type { Compiled } from '../gates/compiled.ts';
import type { LayeredGate } from '../gates/groups.ts';
import { familyOf, formatAddress, LAST_POSITION, type Position, parseCidr } from '../sets/address.ts';
import type { PortSet } from '../sets/port-set.ts';
import { admittedAddress } from './reasons.ts';

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
  const cuts = new Set<Position>([0n, IPV6_FIRST]);
  for (const { rulesByLayer } of gates) {
    for (const { rule } of rulesByLayer.flat()) {
      for (const peer of rule.peers) {
        if (peer.kind === 'addresses') for (const [first, last] of peer.block) cuts.add(first).add(last + 1n);
      }
    }
  }
  cuts.delete(LAST_POSITION + 1n);
  const sorted = [...cuts].sort((a, b) => (a < b ? -1 : 1));
  const out: { first: Position; last: Position; ports: PortSet; partial: boolean }[] = [];
  sorted.forEach((first, at) => {
    const last = (sorted[at + 1] ?? LAST_POSITION + 1n) - 1n;
    const each = gates.map((group) => ports.flat(admittedAddress(compiled, group, first)));
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

/** `10.0.0.0-10.255.255.255`. */
export function formatRange(first: Position, last: Position): string {
  return `${formatAddress(first)}-${formatAddress(last)}`;
}
