/** The verdict for one question. Reasons and verdict come from the same evaluation of the same two gates. */

import { askLayers } from '../answers/ask-layers.ts';
import { type End, findEnd, passesOwnNode } from '../answers/ends.ts';
import type { Verdict } from '../answers/reachability.ts';
import { admittedBy } from '../answers/reasons.ts';
import type { Pair, Party, Side } from '../answers/side.ts';
import type { NamedWorkloads } from '../answers/workloads.ts';
import { admitted, type Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { Direction, Pod } from '../model/objects.ts';
import { PROTOCOLS } from '../model/objects.ts';
import type { PortSet } from '../sets/port-set.ts';
import { coverageOf, everythingFor, inSharedPlanes } from './coverage.ts';
import { decidingOptions } from './deciding-options.ts';
import type { Decision, DirectionReasons, Question } from './decision.ts';
import { directionReasons } from './layer-reasons.ts';
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
    egress: directionReasons(
      level.compiled,
      judged.map(({ egress }) => egress),
      asked,
    ),
    ingress: directionReasons(
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

export function withoutSides(question: Question, verdict: Verdict, because: string): Decision {
  const side = (direction: Direction): DirectionReasons => ({
    direction,
    verdict,
    isolatedBy: [],
    admittedBy: [],
    layers: [],
  });
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
  const unsure = egress.unsure || ingress.unsure;
  if (ports.meets(both, asked) && !unsure) return { egress, ingress, verdict: 'allowed' as const };
  const possible = (side: Side) => side.unsure || ports.meets(side.open, asked);
  if (possible(egress) && possible(ingress) && unsure) {
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
    const open = admittedBy(compiled, group, coverageOf(compiled, peer));
    return { direction, group, subject, peer, open, unsure: false };
  }
  const peerClass = universe.classOf(peer);
  const open = peerClass ? inSharedPlanes(compiled, admitted(compiled, group, peerClass.index), peer) : ports.none;
  const unsure = peerClass?.addressless === true && mayDiffer(compiled, group, peer, ports.meets(open, asked), asked);
  return { direction, group, subject, peer, open, unsure };
}

/** Whether ipBlocks would say otherwise of a pod, did they hold the address that it has not got yet. */
function mayDiffer(compiled: Compiled, group: Group, peer: Pod, isOpen: boolean, asked: PortSet): boolean {
  const { ports, profile } = compiled;
  if (group.isOpen || !(profile.ipBlockMatchesPods || peer.hostNetwork)) return false;
  const covers = coverageOf(compiled, peer, isOpen ? ['deny', 'pass'] : ['allow', 'pass']);
  const { open } = askLayers(ports, group, everythingFor(compiled, group, peer), covers);
  return ports.meets(open, asked) !== isOpen;
}
