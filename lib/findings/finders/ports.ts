/** Findings on ports that no pod listens on, as far as pods declare what they listen on. */

import {
  type ContainerPort,
  DIRECTIONS,
  type InspectedPolicy,
  type InspectedRule,
  matchesLabels,
  objectKey,
  type Pod,
  type PortMatcher,
} from '#engine';
import type { FindingContext, KnownService, KnownServicePort } from '../context.ts';
import { type Finding, found } from '../finding.ts';
import { withPort } from '../fixes/policy-parts.ts';
import { FIX_LABELS } from '../words/fix-labels.ts';
import { aboutPolicy } from './about-policy.ts';

type Written = Extract<PortMatcher, { kind: 'range' | 'named' }>;

export function portFindings(policy: InspectedPolicy, context: FindingContext): readonly Finding[] {
  return DIRECTIONS.flatMap((direction) => {
    if (!policy.isolates[direction]) return [];
    return policy.rules[direction].flatMap((rule) =>
      rule.ports.flatMap((port, at) => {
        const one = written(port);
        return one && !rule.destinations.isEmpty ? judge(policy, rule, at, one, context) : [];
      }),
    );
  });
}

/** One port by its name or number: a range may be meant for what is to come. */
function written(port: PortMatcher): Written | undefined {
  if (port.kind === 'named') return port;
  return port.kind === 'range' && port.first === port.last ? port : undefined;
}

function judge(
  policy: InspectedPolicy,
  rule: InspectedRule,
  at: number,
  port: Written,
  context: FindingContext,
): readonly Finding[] {
  const declared = declaredBy(rule, context);
  if (declared.some((one) => isPort(one, port))) return [];
  const { direction } = rule;
  const { protocol } = port;
  const place = aboutPolicy(policy, `${rule.path}.ports[${at}].port`);
  const served = servicePort(rule, port, context);
  if (served && !hasOutside(rule)) {
    const wrote = port.kind === 'named' ? port.name : port.first;
    const facts = {
      service: objectKey(served.service),
      wrote,
      protocol,
      target: served.target,
    };
    const [target, other] = served.target;
    const fixes =
      target === undefined || other !== undefined
        ? []
        : [{ label: FIX_LABELS.writePort(target), policy: withPort(policy.policy, rule.path, at, target) }];
    return [found('service-port', place, facts, { fixes })];
  }
  if (port.kind === 'named') return [found('unknown-named-port', place, { name: port.name, protocol, direction })];
  // Pods need not declare their ports: only where all do does one that none declares mean something.
  const all = rule.destinations.pods.every((pod) => pod.ports.length > 0);
  if (!all || hasOutside(rule) || isUnseenDns(rule, port.first, context)) return [];
  const numbers = [...new Set(declared.filter((one) => one.protocol === protocol).map((one) => one.port))];
  return [found('port-not-listened', place, { port: port.first, protocol, declared: numbers, direction })];
}

/** Input seldom holds the cluster's DNS, which a rule for it does not miss. */
function isUnseenDns({ direction }: InspectedRule, port: number, { inspection }: FindingContext): boolean {
  return direction === 'egress' && !inspection.dns.isSeen && DNS_PORTS.includes(port);
}

const DNS_PORTS: readonly number[] = [53, 5353];

/** Of addresses outside and of machines nobody knows what listens there. */
function hasOutside({ direction, everyone, peers }: InspectedRule): boolean {
  return direction === 'egress' && (everyone || peers.some(({ kind }) => kind !== 'pods'));
}

function declaredBy({ destinations }: InspectedRule, { inspection }: FindingContext): readonly ContainerPort[] {
  const countsSidecars = inspection.profile.sidecarPorts === 'resolved';
  return destinations.ports.filter(({ ofSidecar }) => countsSidecars || !ofSidecar);
}

function isPort({ name, port, protocol }: ContainerPort, asked: Written): boolean {
  if (protocol !== asked.protocol) return false;
  return asked.kind === 'named' ? name === asked.name : port === asked.first;
}

interface Served {
  readonly service: KnownService;
  /** Ports of the pods behind it. */
  readonly target: readonly number[];
}

/** A Service before the destinations whose own port was written, while its pods listen on another. */
function servicePort(rule: InspectedRule, asked: Written, { services }: FindingContext): Served | undefined {
  for (const service of services) {
    const { selector, namespace, ports = [] } = service;
    if (!selector || Object.keys(selector).length === 0) continue;
    const port = ports.find((one) => isServicePort(one, asked));
    if (!port) continue;
    const pods = rule.destinations.pods.filter(
      (pod) => pod.namespace === namespace && matchesLabels({ matchLabels: selector }, pod.labels),
    );
    const target = [...new Set(pods.flatMap((pod) => targetOf(pod, port)))];
    if (target.length > 0 && !(asked.kind === 'range' && target.includes(asked.first))) return { service, target };
  }
  return undefined;
}

function isServicePort({ name, port, protocol }: KnownServicePort, asked: Written): boolean {
  if (protocol !== asked.protocol) return false;
  return asked.kind === 'named' ? name === asked.name : port === asked.first;
}

/** The number that a Service's port means on a pod; empty where the pod has no port of that name. */
export function targetOf(pod: Pod, { targetPort, protocol }: KnownServicePort): readonly number[] {
  if (typeof targetPort === 'number') return [targetPort];
  return pod.ports.filter((one) => one.name === targetPort && one.protocol === protocol).map((one) => one.port);
}
