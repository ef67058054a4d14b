/** The verdict for one question. Reasons and verdict come from the same evaluation of the same two gates. */

import type { Position } from './address.ts';
import { hasAddress } from './address-set.ts';
import { admitted, type Compiled } from './compiled.ts';
import type { Decision, DirectionReasons, Question } from './decision.ts';
import { type End, findEnd, isOwnNode } from './ends.ts';
import type { Group } from './groups.ts';
import { nearestMiss } from './nearest-miss.ts';
import type { PolicyId } from './network-policy.ts';
import type { Direction, Pod } from './objects.ts';
import { PROTOCOLS } from './objects.ts';
import { addressesOf } from './pod-classes.ts';
import type { PortSet } from './port-set.ts';
import type { RuleRef, Verdict } from './reachability.ts';
import { admittedAddress, distinctRules, ruleAdmits, ruleAdmitsAddress } from './reasons.ts';
import type { WorkloadLevel } from './workload-level.ts';

/** One end as a gate sees it: a pod, or an address that is no pod's. */
export type Party = Pod | Position;

/** One side of one pair: what the gate of `subject` says of `peer`. */
export interface Side {
  readonly direction: Direction;
  /** Absent: an address or a host-network pod, which no policy protects (rules 33 and 39). */
  readonly group?: Group;
  readonly subject: Party;
  readonly peer: Party;
  readonly open: PortSet;
  /** An ipBlock might cover a pod whose address is not known yet (rule 34). */
  readonly unsure: boolean;
}

export function decide(level: WorkloadLevel, question: Question): Decision {
  const source = findEnd(level, question.source);
  const destination = findEnd(level, question.destination);
  const missing = [source, destination].find((end) => end.kind === 'missing');
  if (missing?.kind === 'missing') return withoutSides(question, 'unknown', missing.why);
  const asked = askedPorts(level.compiled, question);
  const others = pairsOf(source, destination);
  // Rule 32 decides, and yet it can be said what policies would.
  const itself = others.length === 0;
  const pairs = itself ? partiesOf(source).map((party): [Party, Party] => [party, party]) : others;
  const judged = pairs.map(([from, to]) => judge(level.compiled, from, to, asked));
  const best = bestOf(judged);
  const because = itself ? 'a pod always reaches itself, whatever its policies say' : best?.because;
  const hinges =
    best !== undefined &&
    !because &&
    [best.egress, best.ingress].some((side) => hingesOnBlock(level.compiled, side, asked));
  return {
    question,
    verdict: itself ? 'allowed' : (best?.verdict ?? 'unknown'),
    ...(because ? { because } : {}),
    ...(hinges ? { decidedBy: ['ipBlockMatchesPods'] as const } : {}),
    egress: reasons(
      level.compiled,
      judged.map(({ egress }) => egress),
      asked,
    ),
    ingress: reasons(
      level.compiled,
      judged.map(({ ingress }) => ingress),
      asked,
    ),
  };
}

function withoutSides(question: Question, verdict: Verdict, because: string): Decision {
  const side = (direction: Direction): DirectionReasons => ({ direction, verdict, isolatedBy: [], admittedBy: [] });
  return { question, verdict, because, egress: side('egress'), ingress: side('ingress') };
}

function askedPorts({ ports }: Compiled, { protocol, port }: Question): PortSet {
  const protocols = protocol ? [protocol] : PROTOCOLS;
  const [first, last] = port === undefined ? [1, 65535] : [port, port];
  return protocols.reduce((sum, one) => ports.union(sum, ports.range(one, first, last)), ports.none);
}

function partiesOf(end: End): Party[] {
  return end.kind === 'pods' ? [...end.pods] : end.kind === 'address' ? [end.position] : [];
}

/** Pairs of pods, or of a pod and an address; a pod with itself is no pair (rule 32). */
function pairsOf(source: End, destination: End): [Party, Party][] {
  return partiesOf(source).flatMap((from) =>
    partiesOf(destination).flatMap((to): [Party, Party][] => (from === to ? [] : [[from, to]])),
  );
}

function judge(compiled: Compiled, from: Party, to: Party, asked: PortSet) {
  const egress = sideOf(compiled, 'egress', from, to, asked);
  const ingress = sideOf(compiled, 'ingress', to, from, asked);
  const ownNode = (typeof from !== 'bigint' && isOwnNode(from, to)) || (typeof to !== 'bigint' && isOwnNode(to, from));
  if (ownNode) {
    const because = 'traffic between a pod and the machine it runs on is always allowed';
    return { egress, ingress, verdict: 'allowed' as const, because };
  }
  const { ports } = compiled;
  const both = ports.intersect(egress.open, ingress.open);
  if (ports.meets(both, asked)) return { egress, ingress, verdict: 'allowed' as const };
  const possible = (side: Side) => side.unsure || ports.meets(side.open, asked);
  if (possible(egress) && possible(ingress) && (egress.unsure || ingress.unsure)) {
    const because = 'an ipBlock may cover a pod that has no address yet';
    return { egress, ingress, verdict: 'unknown' as const, because };
  }
  if (ports.meets(egress.open, asked) && ports.meets(ingress.open, asked)) {
    const because = 'the source may use other ports than the destination admits';
    return { egress, ingress, verdict: 'denied' as const, because };
  }
  return { egress, ingress, verdict: 'denied' as const };
}

type Judged = ReturnType<typeof judge>;

/** Allowed before unknown before denied; what policy says before what a special case says. */
function bestOf(judged: readonly Judged[]): Judged | undefined {
  for (const verdict of ['allowed', 'unknown', 'denied'] as const) {
    const alike = judged.filter((one) => one.verdict === verdict);
    if (alike.length > 0) return alike.find(({ because }) => !because) ?? alike[0];
  }
  return undefined;
}

function sideOf(compiled: Compiled, direction: Direction, subject: Party, peer: Party, asked: PortSet): Side {
  const { ports, universe, gates } = compiled;
  if (typeof subject === 'bigint' || subject.hostNetwork) {
    return { direction, subject, peer, open: ports.all, unsure: false };
  }
  const group = gates[direction].groupOf(universe.classOf(subject)?.index ?? -1);
  if (typeof peer === 'bigint') {
    return { direction, group, subject, peer, open: admittedAddress(compiled, group, peer), unsure: false };
  }
  const peerClass = universe.classOf(peer);
  const open = peerClass ? inSharedPlanes(compiled, admitted(compiled, group, peerClass.index), peer) : ports.none;
  const unsure = peerClass?.addressless === true && !ports.meets(open, asked) && mayCover(compiled, group, asked);
  return { direction, group, subject, peer, open, unsure };
}

/** Rule 20: whether a pod is admitted by its address alone, or would be if this cluster matched pods by ipBlock. */
function hingesOnBlock({ ports, resolver, pools, universe }: Compiled, side: Side, asked: PortSet): boolean {
  const { group, peer } = side;
  if (!group || typeof peer === 'bigint' || peer.hostNetwork) return false;
  const index = universe.classOf(peer)?.index ?? -1;
  const positions = addressesOf(peer);
  let byBlock = false;
  for (const { rule, outside, terms } of group.rules) {
    const namespace = rule.ref.policy.split('/')[0] ?? '';
    const selected =
      rule.everyone ||
      rule.peers.some((one) => one.kind === 'pods' && pools.sets.has(resolver.peerPods(one, namespace), index));
    if (selected && terms.some((term) => ports.meets(term.ports, asked) && pools.sets.has(term.peers, index)))
      return false;
    const held = rule.peers.some(
      (one) => one.kind === 'addresses' && positions.some((position) => hasAddress(one.block, position)),
    );
    if (held && ports.meets(outside, asked)) byBlock = true;
  }
  return byBlock;
}

function mayCover({ ports, profile }: Compiled, group: Group, asked: PortSet): boolean {
  return (
    profile.ipBlockMatchesPods &&
    group.rules.some(
      ({ rule, outside }) => ports.meets(outside, asked) && rule.peers.some(({ kind }) => kind === 'addresses'),
    )
  );
}

/** Reasons of one direction over all pairs asked about. */
function reasons(compiled: Compiled, sides: readonly Side[], asked: PortSet): DirectionReasons {
  const { ports } = compiled;
  const isolatedBy = new Set<PolicyId>();
  const admittedBy: RuleRef[] = [];
  let verdict: Verdict = 'denied';
  for (const side of sides) {
    for (const { id } of side.group?.policies ?? []) isolatedBy.add(id);
    for (const rule of side.group?.rules ?? []) {
      if (ports.meets(openedBy(compiled, rule, side.peer), asked)) admittedBy.push(rule.rule.ref);
    }
    if (ports.meets(side.open, asked)) verdict = 'allowed';
    else if (side.unsure && verdict === 'denied') verdict = 'unknown';
  }
  const direction = sides[0]?.direction ?? 'egress';
  const miss = verdict === 'denied' ? nearestMiss(compiled, sides, asked) : undefined;
  return {
    direction,
    verdict,
    isolatedBy: [...isolatedBy],
    admittedBy: distinctRules(admittedBy),
    ...(miss ? { nearestMiss: miss } : {}),
  };
}

function openedBy(compiled: Compiled, rule: Group['rules'][number], peer: Party): PortSet {
  if (typeof peer === 'bigint') return ruleAdmitsAddress(compiled, rule, peer);
  return inSharedPlanes(compiled, ruleAdmits(compiled, rule, compiled.universe.classOf(peer)?.index ?? -1), peer);
}

/** What a gate opens lies in the planes of its own pods; traffic with a peer lies in the peer's too. */
function inSharedPlanes({ ports, universe }: Compiled, open: PortSet, peer: Pod): PortSet {
  return ports.inPlanes(open, universe.classOf(peer)?.planes ?? universe.planes);
}
