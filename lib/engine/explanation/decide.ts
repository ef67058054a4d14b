/** The verdict for one question. Reasons and verdict come from the same evaluation of the same two gates. */

import { type End, findEnd, passesOwnNode } from '../answers/ends.ts';
import type { Verdict } from '../answers/reachability.ts';
import { admittedAddress, distinctRules, ruleAdmits, ruleAdmitsAddress } from '../answers/reasons.ts';
import type { Pair, Party, Side } from '../answers/side.ts';
import type { NamedWorkloads } from '../answers/workloads.ts';
import { admitted, type Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { RuleTerms } from '../gates/rule-terms.ts';
import type { PolicyId } from '../model/network-policy.ts';
import type { Direction, Pod } from '../model/objects.ts';
import { PROTOCOLS } from '../model/objects.ts';
import type { RuleRef } from '../policies/rule-ref.ts';
import type { Position } from '../sets/address.ts';
import type { PortSet } from '../sets/port-set.ts';
import { decidingOptions } from './deciding-options.ts';
import type { Decision, DirectionReasons, Question } from './decision.ts';
import { nearestMiss } from './nearest-miss.ts';
import { partialVerdict } from './partial-verdict.ts';

export function decide(level: NamedWorkloads, question: Question): Decision {
  const source = findEnd(level, question.source);
  const destination = findEnd(level, question.destination);
  const missing = [source, destination].find((end) => end.kind === 'missing');
  if (missing?.kind === 'missing') return withoutSides(question, 'unknown', missing.why);
  const asked = askedPorts(level.compiled, question);
  const others = pairsOf(source, destination, question);
  // Rule 32 decides, and yet it can be said what policies would.
  const itself = others.length === 0;
  const pairs = itself ? partiesOf(source).map((party): Pair => [party, party]) : others;
  const judged = pairs.map(([from, to]) => judge(level.compiled, from, to, asked));
  const best = bestOf(judged);
  const verdicts = judged.map(({ verdict }) => verdict);
  const partial = itself ? undefined : partialVerdict(others, verdicts);
  const because = itself ? 'a pod always reaches itself, whatever its policies say' : best?.because;
  const options = itself
    ? []
    : decidingOptions(level.compiled, others, (compiled) => verdictOn(compiled, question, others));
  return {
    question,
    verdict: itself ? 'allowed' : (best?.verdict ?? 'unknown'),
    ...(partial ? { partial } : {}),
    ...(because ? { because } : {}),
    ...(options.length > 0 ? { decidedBy: options } : {}),
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

/** The verdict alone, over the same pairs in what was compiled otherwise. */
function verdictOn(compiled: Compiled, question: Question, pairs: readonly Pair[]): Verdict {
  const asked = askedPorts(compiled, question);
  return bestOf(pairs.map(([from, to]) => judge(compiled, from, to, asked)))?.verdict ?? 'unknown';
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

/** Pairs of pods, or of a pod and an address; a pod with itself is a pair through a Service only (rule 32). */
function pairsOf(source: End, destination: End, { throughService }: Question): Pair[] {
  return partiesOf(source).flatMap((from) =>
    partiesOf(destination).flatMap((to): Pair[] => (from === to && !throughService ? [] : [[from, to]])),
  );
}

function judge(compiled: Compiled, from: Party, to: Party, asked: PortSet) {
  const egress = sideOf(compiled, 'egress', from, to, asked);
  const ingress = sideOf(compiled, 'ingress', to, from, asked);
  const { ports, profile } = compiled;
  if (from === to && profile.loopbackThroughService !== 'as-policy') {
    const because = 'implementations differ on a pod that reaches itself through a Service';
    return { egress, ingress, verdict: profile.loopbackThroughService, because };
  }
  if (passesOwnNode(profile, from, to)) {
    const because = 'traffic between a pod and the machine it runs on is always allowed';
    return { egress, ingress, verdict: 'allowed' as const, because };
  }
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
    const open = ports.union(admittedAddress(compiled, group, peer), admittedMachine(compiled, group, peer));
    return { direction, group, subject, peer, open, unsure: false };
  }
  const peerClass = universe.classOf(peer);
  const open = peerClass ? inSharedPlanes(compiled, admitted(compiled, group, peerClass.index), peer) : ports.none;
  const unsure = peerClass?.addressless === true && !ports.meets(open, asked) && mayCover(compiled, group, peer, asked);
  return { direction, group, subject, peer, open, unsure };
}

/** Rule 33: what a machine's address is admitted as, where a selector that matches a pod on it opens the machine. */
function admittedMachine(compiled: Compiled, group: Group, position: Position): PortSet {
  const host = machineClass(compiled, position);
  const rules = host === undefined ? [] : group.rules;
  return rules.reduce(
    (open, rule) => compiled.ports.union(open, ruleAdmitsMachine(compiled, rule, host)),
    compiled.ports.none,
  );
}

function ruleAdmitsMachine(
  compiled: Compiled,
  { rule, outside, machines }: RuleTerms,
  host: number | undefined,
): PortSet {
  return host === undefined
    ? compiled.ports.none
    : ruleAdmits(compiled, { rule, outside, machines, terms: machines }, host);
}

/** A class of the pods that share a machine's address; they are told apart by machine where this matters alone. */
function machineClass({ universe }: Compiled, position: Position): number | undefined {
  return universe.classes.find(({ machine }) => machine.includes(position))?.index;
}

function mayCover({ ports, profile }: Compiled, group: Group, peer: Pod, asked: PortSet): boolean {
  return (
    (profile.ipBlockMatchesPods || peer.hostNetwork) &&
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
  if (typeof peer === 'bigint') {
    const host = machineClass(compiled, peer);
    const byAddress = ruleAdmitsAddress(compiled, rule, peer);
    return host === undefined ? byAddress : compiled.ports.union(byAddress, ruleAdmitsMachine(compiled, rule, host));
  }
  return inSharedPlanes(compiled, ruleAdmits(compiled, rule, compiled.universe.classOf(peer)?.index ?? -1), peer);
}

/** What a gate opens lies in the planes of its own pods; traffic with a peer lies in the peer's too. */
function inSharedPlanes({ ports, universe }: Compiled, open: PortSet, peer: Pod): PortSet {
  return ports.inPlanes(open, universe.classOf(peer)?.planes ?? universe.planes);
}
