/**
 * Workloads whose service account is given rights in the API, while policies let them out nowhere the API server could
 * be. Said only where the input shows both.
 */

import type { PortMatcher, Question, WorkloadReach } from '#engine';
import type { ApiClient, FindingContext } from '../context.ts';
import { type Finding, found } from '../finding.ts';
import { FIX_LABELS } from '../words/fix-labels.ts';

export function apiServerFindings(context: FindingContext): readonly Finding[] {
  const told = new Set<string>();
  return (context.apiClients ?? []).flatMap((client) => {
    const workload = workloadOf(client, context);
    if (!workload || workload.hostNetwork || told.has(workload.id)) return [];
    const { id, namespace, name, egress } = workload;
    const [policy] = egress.isolatedBy;
    if (policy === undefined || !isShut(workload, context)) return [];
    told.add(id);
    const { account, binding } = client;
    const facts = { name, account, binding, policy };
    return [found('api-server-shut', { namespace, workload: id, path: '' }, facts, { fixes: fixesFor(id, context) })];
  });
}

/** Pods of a workload that is itself in the input are told of as that. */
function workloadOf({ namespace, kind, name }: ApiClient, context: FindingContext): WorkloadReach | undefined {
  const all = context.workloadsOf(namespace);
  if (kind !== 'Pod') return all.find((one) => one.kind === kind && one.name === name);
  const pod = context.podsOf(namespace).find((one) => one.name === name);
  return all.find((one) => one.kind === pod?.workload.kind && one.name === pod.workload.name);
}

const ASKED = { destination: 'default/kubernetes[Service]', protocol: 'TCP', port: 443 } as const;

const questionOf = (source: string): Question => ({ source, ...ASKED });

function isShut(workload: WorkloadReach, context: FindingContext): boolean {
  const { verdict } = context.engine.decide(questionOf(workload.id));
  if (verdict !== 'unknown') return verdict === 'denied';
  // Where the API server is, is not known: it is outside, or on a machine, and no address at all is admitted.
  const { egress } = workload;
  return egress.isolated === 'yes' && egress.outside === 'denied' && !mayMeanItsService(workload, context);
}

/** Where the address of a Service is what counts, a rule for all pods of its namespace admits it too. */
function mayMeanItsService({ egress }: WorkloadReach, { inspection }: FindingContext): boolean {
  if (inspection.profile.serviceEgress === 'to-its-pods') return false;
  const own = inspection.policies.filter(({ id }) => egress.isolatedBy.includes(id));
  return own.some(({ rules }) =>
    rules.egress.some(
      ({ peers, ports }) =>
        ports.some(mayBeItsPort) &&
        peers.some(({ peer }) => peer.namespaceSelector && Object.keys(peer.podSelector ?? {}).length === 0),
    ),
  );
}

/** Those that API servers listen on. */
const USUAL_PORTS: readonly number[] = [443, 6443];

function mayBeItsPort(port: PortMatcher): boolean {
  if (port.kind === 'range') return USUAL_PORTS.some((usual) => port.first <= usual && usual <= port.last);
  return port.kind !== 'broken';
}

/** None where the addresses of the API server are not in the input. */
function fixesFor(id: string, { engine, asNew }: FindingContext) {
  const [policy, other] = engine.fix(questionOf(id));
  return policy && !other ? [{ label: FIX_LABELS.admitApiServer, policy: asNew(policy) }] : [];
}
