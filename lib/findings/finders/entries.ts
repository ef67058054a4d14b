/** Services that the API server or a load balancer calls, while a policy admits no address from outside to them. */

import {
  type InspectedPolicy,
  type InspectedRule,
  matchesLabels,
  objectKey,
  type Pod,
  type PolicyId,
  type PortMatcher,
} from '#engine';
import type { EntryFacts, FindingCode } from '../codes.ts';
import type { FindingContext, KnownService, KnownServicePort } from '../context.ts';
import { type Finding, found } from '../finding.ts';
import { targetOf } from './ports.ts';

type EntryCode = { [C in FindingCode]: C extends `${string}-shut` ? C : never }[Exclude<
  FindingCode,
  'job-shut' | 'hook-shut' | 'api-server-shut'
>];

const CODE_OF = { webhook: 'webhook-shut', 'api-service': 'api-service-shut', ingress: 'ingress-shut' } as const;

export function entryFindings(context: FindingContext): readonly Finding[] {
  const services = new Map(context.services.map((service) => [objectKey(service), service]));
  const called = (context.callers ?? []).flatMap((caller): readonly Finding[] => {
    const service = services.get(objectKey({ namespace: caller.namespace, name: caller.service }));
    if (!service) return [];
    const ports = portsAsked(service, caller.port);
    return shut(CODE_OF[caller.kind], caller.name, service, ports, context);
  });
  const balanced = context.services.flatMap((service): readonly Finding[] =>
    service.type === 'LoadBalancer'
      ? shut('load-balancer-shut', service.name, service, service.ports ?? [], context)
      : [],
  );
  return [...called, ...balanced];
}

function portsAsked({ ports = [] }: KnownService, port: number | string | undefined): readonly KnownServicePort[] {
  if (port === undefined) return ports.slice(0, 1);
  return ports.filter((one) => one.port === port || one.name === port);
}

/** The first port that is shut on every pod behind the Service, told once for a workload. */
function shut(
  code: EntryCode,
  name: string,
  service: KnownService,
  ports: readonly KnownServicePort[],
  context: FindingContext,
): readonly Finding[] {
  const { namespace, selector } = service;
  if (!selector || Object.keys(selector).length === 0) return [];
  const pods = context
    .podsOf(namespace)
    .filter((pod) => !pod.hostNetwork && matchesLabels({ matchLabels: selector }, pod.labels));
  const [first] = pods;
  if (!first) return [];
  for (const port of ports) {
    const shutBy = pods.map((pod) => policyShutting(pod, port, context.inspection.policies));
    const policy = shutBy[0];
    if (policy === undefined || !shutBy.every((by) => by !== undefined)) continue;
    const numbers = targetOf(first, port);
    const facts: EntryFacts = {
      name,
      service: objectKey({ namespace, name: service.name }),
      port: `${port.protocol} ${numbers[0] ?? port.targetPort}`,
      policy,
    };
    return [found(code, { namespace, policy, path: 'spec.ingress' }, facts)];
  }
  return [];
}

/** The policy that isolates a pod where none admits an address outside on the port; undefined where it is open. */
function policyShutting(pod: Pod, port: KnownServicePort, policies: readonly InspectedPolicy[]): PolicyId | undefined {
  const own = policies.filter(
    ({ namespace, isolates, subjects }) =>
      namespace === pod.namespace && isolates.ingress && subjects.pods.includes(pod),
  );
  const numbers = targetOf(pod, port);
  const isOpen = own.some(({ rules }) =>
    rules.ingress.some((rule) => admitsOutside(rule) && rule.ports.some((one) => isPort(one, pod, port, numbers))),
  );
  return isOpen ? undefined : own[0]?.id;
}

function admitsOutside({ everyone, peers }: InspectedRule): boolean {
  return everyone || peers.some(({ kind }) => kind === 'addresses');
}

function isPort(written: PortMatcher, pod: Pod, { protocol }: KnownServicePort, numbers: readonly number[]): boolean {
  if (written.kind === 'all') return true;
  if (written.kind === 'broken' || written.protocol !== protocol) return false;
  if (written.kind === 'range') return numbers.some((port) => written.first <= port && port <= written.last);
  return pod.ports.some(({ name, port }) => name === written.name && numbers.includes(port));
}
