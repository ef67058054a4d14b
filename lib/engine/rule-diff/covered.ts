/** What of a grant other grants do not grant as well. */

import { alternatives, covers } from '../policies/covers.ts';
import { type AddressSet, addressSet, subtractAddresses } from '../sets/address-set.ts';
import { isEmpty, nothing, subtract, union } from '../sets/connection-set.ts';
import { addPorts, type Grant, type GrantedPeer, type GrantedPorts, type SubjectGrants } from './grants.ts';

/** The ports that the others do not grant to the whole of its peer; undefined where they grant all of them. */
export function uncovered(grant: Grant, others: readonly SubjectGrants[]): GrantedPorts | undefined {
  const alike = others.flatMap(({ grants }) => [grants.get(grant.text), grants.get('everyone')]);
  const rest = without(grant.ports, alike);
  if (isNone(rest)) return undefined;
  const all = others.flatMap(({ grants }) => [...grants.values()]);
  const left = partsOf(grant.peer).map((part) => remaining(rest, part, all));
  const sum = left.reduce(addPorts);
  return isNone(sum) ? undefined : sum;
}

function remaining(ports: GrantedPorts, peer: GrantedPeer, others: readonly Grant[]): GrantedPorts {
  const wider = others.filter((other) => coversPeer(other.peer, peer));
  const rest = without(ports, wider);
  if (peer.kind !== 'addresses' || isNone(rest)) return rest;
  // No single block holds it, but several together may.
  const blocks = others.flatMap((other) =>
    other.peer.kind === 'addresses' && isNone(without(rest, [other])) ? other.peer.block : [],
  );
  return subtractAddresses(peer.block, addressSet(blocks)).length === 0 ? NONE : rest;
}

function coversPeer(wide: GrantedPeer, narrow: GrantedPeer): boolean {
  if (wide.kind === 'everyone') return true;
  if (wide.kind === 'pods' && narrow.kind === 'pods')
    return covers(wide.namespaces, narrow.namespaces) && covers(wide.pods, narrow.pods);
  return wide.kind === 'addresses' && narrow.kind === 'addresses' && holds(wide.block, narrow.block);
}

function holds(wide: AddressSet, narrow: AddressSet): boolean {
  return narrow.every(([first, last]) => wide.some(([low, high]) => low <= first && last <= high));
}

/** Each value of a selector by itself: one rule for `In [a, b]` is two rules for `a` and `b`. */
function partsOf(peer: GrantedPeer): readonly GrantedPeer[] {
  if (peer.kind !== 'pods') return [peer];
  return alternatives(peer.namespaces).flatMap((namespaces) =>
    alternatives(peer.pods).map((pods): GrantedPeer => ({ kind: 'pods', namespaces, pods })),
  );
}

const NONE: GrantedPorts = { numbers: nothing, names: new Set() };

function without(ports: GrantedPorts, others: readonly (Grant | undefined)[]): GrantedPorts {
  const numbers = others.reduce((sum, other) => (other ? union(sum, other.ports.numbers) : sum), nothing);
  // Every number a name may stand for.
  const isWhole = (name: string) => {
    const whole = { [name.split(' ')[0] ?? '']: [[1, 65535]] };
    return isEmpty(subtract(whole, numbers));
  };
  const names = [...ports.names].filter((name) => !isWhole(name) && !others.some((one) => one?.ports.names.has(name)));
  return { numbers: subtract(ports.numbers, numbers), names: new Set(names) };
}

function isNone({ numbers, names }: GrantedPorts): boolean {
  return names.size === 0 && isEmpty(numbers);
}
