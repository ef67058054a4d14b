/**
 * A question whose destination is a Service: judged by the pods behind it, as the connection arrives there. The engine of
 * the VPC CNI sees it leave before its address is translated, and so judges that address too (rule 36).
 */

import type { Verdict } from '../answers/reachability.ts';
import { type ServiceTarget, serviceNamed, targetsOf } from '../answers/service-targets.ts';
import type { NamedWorkloads } from '../answers/workloads.ts';
import { objectKey, type PolicyId } from '../model/ids.ts';
import type { NetworkPolicy } from '../model/network-policy.ts';
import type { SnapshotService } from '../model/service.ts';
import type { PortMatcher } from '../policies/compile-policy.ts';
import { matches } from '../policies/selector.ts';
import { decide, withoutSides } from './decide.ts';
import type { Decision, Question } from './decision.ts';
import { fixOf } from './fix-of.ts';

export function decideAny(level: NamedWorkloads, question: Question): Decision {
  const { snapshot } = level.compiled;
  const source = serviceNamed(snapshot, question.source);
  if (source) {
    const why = `Service ${objectKey(source)} begins no connections: ask about the pods behind it`;
    return withoutSides(question, 'unknown', why);
  }
  const service = serviceNamed(snapshot, question.destination);
  if (!service) return decide(level, question);
  const found = targetsOf(snapshot, service, question);
  if ('why' in found) return withoutSides(question, 'unknown', found.why);
  return decideThrough(level, question, service, found.targets);
}

/**
 * For the first of its pods that is shut; none where the Service's own address is what is denied. For one whose
 * endpoints are addresses, all of them; or its own address, where that is what is judged.
 */
export function fixAny(level: NamedWorkloads, question: Question): readonly NetworkPolicy[] {
  const { snapshot } = level.compiled;
  const service = serviceNamed(snapshot, question.destination);
  if (!service) return serviceNamed(snapshot, question.source) ? [] : fixOf(level, question);
  const found = targetsOf(snapshot, service, question);
  if ('why' in found || decideAny(level, question).verdict !== 'denied') return [];
  if (service.endpoints) return fixForEndpoints(level, question, service, found.targets);
  for (const target of found.targets) {
    const policies = fixOf(level, toTarget(question, target));
    if (policies.length > 0) return policies;
  }
  return [];
}

function fixForEndpoints(
  level: NamedWorkloads,
  question: Question,
  service: SnapshotService,
  targets: readonly ServiceTarget[],
): readonly NetworkPolicy[] {
  const [address] = service.clusterIps;
  if (level.compiled.profile.serviceEgress === 'to-its-address' && address !== undefined) {
    const [first] = targets;
    if (!first) return [];
    return fixOf(level, { ...question, destination: address, protocol: first.protocol, port: first.servicePort });
  }
  const each = targets.map((target) => fixOf(level, toTarget(question, target)));
  return each.reduce(withPeersOf);
}

/** One policy in place of two that differ only in the addresses they admit. */
function withPeersOf(all: readonly NetworkPolicy[], more: readonly NetworkPolicy[]): readonly NetworkPolicy[] {
  return all.map((policy, at) => {
    const [rule] = policy.spec?.egress ?? [];
    const [other] = more[at]?.spec?.egress ?? [];
    if (!rule || !other) return policy;
    return {
      ...policy,
      spec: { ...policy.spec, egress: [{ ...rule, to: [...(rule.to ?? []), ...(other.to ?? [])] }] },
    };
  });
}

function toTarget(question: Question, { end, protocol, port }: ServiceTarget): Question {
  return { ...question, destination: end, protocol, port, throughService: true };
}

const ORDER: readonly Verdict[] = ['allowed', 'unknown', 'denied'];

function decideThrough(
  level: NamedWorkloads,
  question: Question,
  service: SnapshotService,
  targets: readonly ServiceTarget[],
): Decision {
  const judged = targets.map((target) => ({ target, decision: judgeTarget(level, question, service, target) }));
  const sorted = judged.toSorted((a, b) => ORDER.indexOf(a.decision.verdict) - ORDER.indexOf(b.decision.verdict));
  const [best] = sorted;
  if (!best) return withoutSides(question, 'unknown', 'nothing stands behind the Service');
  const { decision, target } = best;
  const { protocol, servicePort, port, end } = target;
  const way = `${protocol} ${servicePort} of Service ${objectKey(service)} goes to ${protocol} ${port} of ${end}`;
  const others = judged.filter((one) => one.decision.verdict !== decision.verdict);
  const partial = {
    pairs: judged.length,
    allowed: judged.filter((one) => one.decision.verdict === 'allowed').length,
    others: others
      .slice(0, 3)
      .map((one) => ({ source: question.source, destination: one.target.end, verdict: one.decision.verdict })),
  };
  return {
    ...decision,
    question,
    because: decision.because ? `${way}; ${decision.because}` : way,
    ...(others.length > 0 && { partial }),
  };
}

function judgeTarget(
  level: NamedWorkloads,
  question: Question,
  service: SnapshotService,
  target: ServiceTarget,
): Decision {
  const byPods = decide(level, toTarget(question, target));
  const [address] = service.clusterIps;
  const { egress } = byPods;
  if (address === undefined || egress.isolatedBy.length === 0 || byPods.ingress.verdict === 'denied') return byPods;
  const byAddress = decide(level, {
    ...question,
    destination: address,
    protocol: target.protocol,
    port: target.servicePort,
  });
  const ofAddress = byAddress.egress.verdict;
  if (level.compiled.profile.serviceEgress === 'to-its-pods') {
    if (egress.verdict !== 'denied' || ofAddress !== 'allowed') return byPods;
    const because = 'an ipBlock holds its address, and whether that or the address of the pod counts is not specified';
    return { ...byPods, verdict: 'unknown', because, decidedBy: ['serviceEgress'] };
  }
  const admitted = ofAddress === 'allowed' || egress.admittedBy.some((rule) => selects(level, service, rule));
  if (admitted)
    return egress.verdict === 'denied'
      ? { ...byAddress, verdict: byPods.ingress.verdict, ingress: byPods.ingress }
      : byPods;
  const standing = service.endpoints ? standingFor(level, service, egress.isolatedBy, target) : undefined;
  if (standing !== undefined) {
    const because = `${standing} admits all pods of its namespace, and so may admit its address too`;
    return { ...byPods, verdict: 'unknown', because, decidedBy: ['serviceEgress'] };
  }
  if (byPods.verdict === 'denied') return byPods;
  const because = `its own address is what is judged, and no rule selects ${labelsText(service)}, by which it selects its pods`;
  return { ...byPods, verdict: 'denied', because, decidedBy: ['serviceEgress'] };
}

/** A rule of some policies that stands for a Service without a selector: it asks for no label, and admits its target. */
function standingFor(
  level: NamedWorkloads,
  service: SnapshotService,
  policies: readonly PolicyId[],
  { protocol, port }: ServiceTarget,
): string | undefined {
  // What a port name means at an address is not known.
  const mayMean = (written: PortMatcher) => {
    if (written.kind === 'range') return written.protocol === protocol && written.first <= port && port <= written.last;
    return written.kind === 'all' || (written.kind === 'named' && written.protocol === protocol);
  };
  const rules = policies.flatMap((id) => level.compiled.policies.get(id)?.rules.egress ?? []);
  const found = rules.find(({ ref, ports }) => ports.some(mayMean) && selects(level, service, ref));
  return found && `${found.ref.policy} spec.egress[${found.ref.rule}]`;
}

/** Rule 36: whether a peer of the rule would match a pod with just the labels that the Service selects by. */
function selects(
  { compiled }: NamedWorkloads,
  service: SnapshotService,
  ref: Decision['egress']['admittedBy'][number],
): boolean {
  const policy = compiled.policies.get(ref.policy);
  const rule = policy?.rules.egress[ref.rule];
  if (!policy || !rule) return false;
  // Rule 17: its name is a label of it, also where nothing else is known of it.
  const known = compiled.universe.namespaces.get(service.namespace)?.labels;
  const labels = { ...known, 'kubernetes.io/metadata.name': service.namespace };
  return rule.peers.some((peer) => {
    if (peer.kind !== 'pods' || !matches(peer.pods, service.selector ?? {})) return false;
    return peer.namespaces ? matches(peer.namespaces, labels) : policy.namespace === service.namespace;
  });
}

function labelsText({ selector = {} }: SnapshotService): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
