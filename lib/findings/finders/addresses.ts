/** Findings on blocks of addresses. */

import { DIRECTIONS, type InspectedPeer, type InspectedPolicy, type InspectedRule, objectKey } from '#engine';
import type { FindingContext } from '../context.ts';
import { type Finding, found } from '../finding.ts';
import { aboutPolicy } from './about-policy.ts';

export function addressFindings(policy: InspectedPolicy, context: FindingContext): readonly Finding[] {
  return DIRECTIONS.flatMap((direction) => {
    if (!policy.isolates[direction]) return [];
    return policy.rules[direction].flatMap((rule) => [
      ...rule.peers.flatMap((entry) => podsInBlock(policy, entry, context)),
      ...otherFamily(policy, rule),
    ]);
  });
}

/** `0.0.0.0/0` is everyone's way to say "outside"; a narrower block that holds pods was probably not meant to. */
function podsInBlock(
  policy: InspectedPolicy,
  entry: InspectedPeer,
  { inspection }: FindingContext,
): readonly Finding[] {
  const cidr = entry.peer.ipBlock?.cidr;
  if (entry.kind !== 'addresses' || cidr === undefined || /\/0$/.test(cidr)) return [];
  const held = entry.holds();
  const [first] = held;
  if (!first) return [];
  const example = objectKey(first);
  const facts = { pods: held.length, example, areAdmitted: inspection.profile.ipBlockMatchesPods };
  return [found('ip-block-holds-pods', aboutPolicy(policy, `${entry.path}.ipBlock`), facts)];
}

/** A rule of one family alone means nothing to pods that have only addresses of the other. */
function otherFamily(policy: InspectedPolicy, { peers, path }: InspectedRule): readonly Finding[] {
  const [blocks, ...more] = new Set(
    peers.map(({ kind, peer }) => (kind === 'addresses' ? familyOf(peer.ipBlock?.cidr ?? '') : undefined)),
  );
  if (blocks === undefined || more.length > 0) return [];
  const texts = policy.subjects.pods.flatMap(({ ips }) => ips);
  const [pods, ...others] = new Set(texts.map(familyOf));
  if (pods === undefined || others.length > 0 || pods === blocks) return [];
  return [found('other-ip-family', aboutPolicy(policy, path), { blocks, pods })];
}

function familyOf(address: string): 'IPv4' | 'IPv6' {
  return address.includes(':') ? 'IPv6' : 'IPv4';
}
