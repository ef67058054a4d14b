/** Slow second implementation of what lib/engine/inspection finds by index: every rule is held against every other. */

import { portsCover } from '../inspection/ports-cover.ts';
import { type CompiledPolicy, type CompiledRule, DIRECTIONS, type PeerMatcher } from '../policies/compile-policy.ts';
import type { Selector } from '../policies/selector.ts';
import { addressCount, subtractAddresses } from '../sets/address-set.ts';

export interface NaiveSuperfluous {
  readonly policies: ReadonlySet<string>;
  /** `policy direction rule`. */
  readonly rules: ReadonlySet<string>;
}

/** `admits`: whether a rule finds anyone now. */
export function superfluousNaively(
  all: readonly CompiledPolicy[],
  admits: (policy: CompiledPolicy, rule: CompiledRule) => boolean,
): NaiveSuperfluous {
  const gone = new Set<CompiledPolicy>();
  const spare = new Set<CompiledRule>();
  for (const policy of all.toReversed()) {
    const around = all.filter((other) => !gone.has(other) && subjectsCover(other, policy));
    const others = around.filter((other) => other !== policy);
    if (isCovered(policy, others, spare, admits)) {
      gone.add(policy);
      continue;
    }
    for (const direction of DIRECTIONS.toReversed()) {
      if (!policy.isolates[direction]) continue;
      for (const rule of policy.rules[direction].toReversed()) {
        const wide = around
          .filter(({ isolates }) => isolates[direction])
          .flatMap(({ rules }) => rules[direction])
          .filter((one) => one !== rule && !spare.has(one));
        if (admits(policy, rule) && areCovering(wide, rule)) spare.add(rule);
      }
    }
  }
  const nameOf = ({ ref }: CompiledRule) => `${ref.policy} ${ref.direction} ${ref.rule}`;
  return { policies: new Set([...gone].map(({ id }) => id)), rules: new Set([...spare].map(nameOf)) };
}

function isCovered(
  policy: CompiledPolicy,
  others: readonly CompiledPolicy[],
  spare: ReadonlySet<CompiledRule>,
  admits: (policy: CompiledPolicy, rule: CompiledRule) => boolean,
): boolean {
  const directions = DIRECTIONS.filter((direction) => policy.isolates[direction]);
  if (!directions.some((direction) => policy.rules[direction].some((rule) => admits(policy, rule)))) return false;
  return directions.every((direction) => {
    const isolating = others.filter(({ isolates }) => isolates[direction]);
    const wide = isolating.flatMap(({ rules }) => rules[direction]).filter((rule) => !spare.has(rule));
    return isolating.length > 0 && policy.rules[direction].every((rule) => areCovering(wide, rule));
  });
}

function subjectsCover(wide: CompiledPolicy, narrow: CompiledPolicy): boolean {
  return wide.namespace === narrow.namespace && selectorCovers(wide.subject, narrow.subject);
}

function areCovering(wide: readonly CompiledRule[], narrow: CompiledRule): boolean {
  return (narrow.everyone ? [undefined] : narrow.peers).every((peer) => {
    const ports = wide.filter((rule) => reaches(rule, peer)).flatMap((rule) => rule.ports);
    return narrow.ports.every((port) => portsCover(ports, port));
  });
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
