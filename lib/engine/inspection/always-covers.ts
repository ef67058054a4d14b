/** Whether rules admit all that another rule admits, whatever pods there may be: read off the texts alone. */

import type { CompiledPolicy, CompiledRule, PeerMatcher, PortMatcher } from '../policies/compile-policy.ts';
import type { Selector } from '../policies/selector.ts';
import { addressCount, subtractAddresses } from '../sets/address-set.ts';

/** Every pod that one policy may ever select, the other selects as well. */
export function subjectsCover(wide: CompiledPolicy, narrow: CompiledPolicy): boolean {
  return wide.namespace === narrow.namespace && selectorCovers(wide.subject, narrow.subject);
}

/**
 * The rules of `wide`, all of policies whose subjects cover, that together admit all of `narrow`; one alone where one
 * suffices. A sufficient condition: what covers only by the meaning of several selectors together is not found.
 */
export function coveringRules(
  wide: readonly CompiledRule[],
  narrow: CompiledRule,
): readonly CompiledRule[] | undefined {
  const alone = wide.find((rule) => coversAlone(rule, narrow));
  if (alone) return [alone];
  const used = new Set<CompiledRule>();
  for (const peer of narrow.everyone ? [undefined] : narrow.peers) {
    const reaching = wide.filter((rule) => reaches(rule, peer));
    const ports = reaching.flatMap((rule) => rule.ports);
    if (!narrow.ports.every((port) => portsCover(ports, port))) return undefined;
    for (const rule of reaching) used.add(rule);
  }
  return used.size > 0 ? [...used] : undefined;
}

function coversAlone(wide: CompiledRule, narrow: CompiledRule): boolean {
  const peers = narrow.everyone ? [undefined] : narrow.peers;
  return peers.every((peer) => reaches(wide, peer)) && narrow.ports.every((port) => portsCover(wide.ports, port));
}

/** Whether a rule admits all of a peer; undefined is everyone. */
function reaches(wide: CompiledRule, peer: PeerMatcher | undefined): boolean {
  if (wide.everyone) return true;
  return peer !== undefined && wide.peers.some((one) => peerCovers(one, peer));
}

/** Every requirement of the wide selector is one of the narrow selector's. */
function selectorCovers(wide: Selector, narrow: Selector): boolean {
  if (wide.broken || narrow.broken) return false;
  if (wide.key === '' || wide.key === narrow.key) return true;
  const known = new Set(narrow.key.split('&'));
  return wide.key.split('&').every((one) => known.has(one));
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

/** Whether ports together hold all of another. */
export function portsCover(wide: readonly PortMatcher[], narrow: PortMatcher): boolean {
  if (narrow.kind === 'broken' || wide.some(({ kind }) => kind === 'all')) return true;
  if (narrow.kind === 'all') return false;
  const { protocol } = narrow;
  const isNamed = (port: PortMatcher) =>
    narrow.kind === 'named' && port.kind === 'named' && port.name === narrow.name && port.protocol === protocol;
  if (wide.some(isNamed)) return true;
  const [first, last] = narrow.kind === 'named' ? [1, 65535] : [narrow.first, narrow.last];
  const ranges = wide.flatMap((port) => (port.kind === 'range' && port.protocol === protocol ? [port] : []));
  let next = first;
  for (const range of ranges.sort((a, b) => a.first - b.first)) {
    if (range.first > next) break;
    next = Math.max(next, range.last + 1);
  }
  return next > last;
}
