/** Whether one rule admits all that another admits, whatever pods there may be: read off the texts alone. */

import type { CompiledPolicy, CompiledRule, PeerMatcher, PortMatcher } from '../policies/compile-policy.ts';
import type { Selector } from '../policies/selector.ts';
import { addressCount, subtractAddresses } from '../sets/address-set.ts';

/** A sufficient condition: rules that only together, or only by the meaning of their selectors, cover are not found. */
export function alwaysCovers(
  wider: CompiledPolicy | undefined,
  wide: CompiledRule,
  narrower: CompiledPolicy,
  narrow: CompiledRule,
): boolean {
  return (
    wider !== undefined &&
    wider.namespace === narrower.namespace &&
    selectorCovers(wider.subject, narrower.subject) &&
    (wide.everyone ||
      (!narrow.everyone && narrow.peers.every((peer) => wide.peers.some((one) => peerCovers(one, peer))))) &&
    narrow.ports.every((port) => wide.ports.some((one) => portCovers(one, port)))
  );
}

/** Every requirement of the wide selector is one of the narrow selector's. */
function selectorCovers(wide: Selector, narrow: Selector): boolean {
  if (wide.broken || narrow.broken) return false;
  const known = new Set(narrow.key.split('&'));
  return wide.key === '' || wide.key.split('&').every((one) => known.has(one));
}

function peerCovers(wide: PeerMatcher, narrow: PeerMatcher): boolean {
  if (narrow.kind === 'broken') return true;
  if (wide.kind === 'addresses' && narrow.kind === 'addresses') {
    return addressCount(subtractAddresses(narrow.block, wide.block)) === 0n;
  }
  if (wide.kind !== 'pods' || narrow.kind !== 'pods' || !selectorCovers(wide.pods, narrow.pods)) return false;
  if (!wide.namespaces) return !narrow.namespaces;
  if (!narrow.namespaces) return wide.namespaces.key === '' && !wide.namespaces.broken;
  return selectorCovers(wide.namespaces, narrow.namespaces);
}

function portCovers(wide: PortMatcher, narrow: PortMatcher): boolean {
  if (narrow.kind === 'broken' || wide.kind === 'all') return true;
  if (wide.kind === 'named')
    return narrow.kind === 'named' && wide.name === narrow.name && wide.protocol === narrow.protocol;
  if (wide.kind !== 'range') return false;
  if (narrow.kind === 'named') return wide.protocol === narrow.protocol && wide.first === 1 && wide.last === 65535;
  if (narrow.kind !== 'range') return false;
  return wide.protocol === narrow.protocol && wide.first <= narrow.first && narrow.last <= wide.last;
}
