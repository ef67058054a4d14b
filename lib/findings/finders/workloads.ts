/** Findings on workloads: data that stands open, what no policy selects, jobs that may reach nobody. */

import { groupBy, type Labels, matchesLabels, type NetworkPolicy, type PolicyId, type WorkloadReach } from '#engine';
import type { FindingContext } from '../context.ts';
import { type Finding, type Fix, found } from '../finding.ts';
import { closeEgress, closeIngress, closeNamespace } from '../fixes/closing-policy.ts';
import { isOfCluster } from '../order.ts';
import { FIX_LABELS } from '../words/fix-labels.ts';
import { dataPort } from './data-port.ts';
import { dnsRule } from './dns.ts';

/** So many workloads of one namespace without a policy are one finding: who reads a list of hundreds reads none. */
const MANY = 4;

export function workloadFindings(context: FindingContext): readonly Finding[] {
  const data = context.workloads.flatMap((workload) => dataFindings(workload, context));
  const exposed = new Set(
    data.flatMap(({ code, workload }) => (code === 'open-data-store' && workload ? [workload] : [])),
  );
  const byId = new Map(context.workloads.map((workload) => [workload.id, workload]));
  const bare = context.inspection.bareWorkloads.flatMap((id) => {
    const workload = byId.get(id);
    return workload && !exposed.has(id) ? [workload] : [];
  });
  const jobs = context.workloads.flatMap((workload) => shutJob(workload, context));
  return [...data, ...bareFindings(bare, context), ...jobs];
}

function dataFindings(workload: WorkloadReach, context: FindingContext): readonly Finding[] {
  const port = dataPort(workload);
  const { id, name, namespace, ingress, egress } = workload;
  if (!port || isOfCluster(namespace)) return [];
  const about = { namespace, workload: id, path: '' };
  const { isPart } = context;
  if (ingress.isolated === 'no') {
    if (ingress.peers === 0) return [];
    const facts = { name, port: port.port, peers: ingress.peers, isPart };
    return [found('open-data-store', about, facts, { fixes: ingressFixes(workload, context) })];
  }
  if (egress.isolated !== 'no') return [];
  const closed = closeEgress(workload, context.workloadsOf(namespace), dnsRule(context));
  const fixes = asFixes(FIX_LABELS.closeEgress, closed, context);
  return [found('open-egress', about, { name, peers: egress.peers, isPart }, { fixes })];
}

function bareFindings(bare: readonly WorkloadReach[], context: FindingContext): readonly Finding[] {
  return [...groupBy(bare, ({ namespace }) => namespace)].flatMap(([namespace, own]): readonly Finding[] => {
    if (own.length >= MANY) return [namespaceFinding(namespace, own.length, context)];
    return own.map((workload) => {
      const about = { namespace, workload: workload.id, path: '' };
      return found(
        'workload-without-policy',
        about,
        { name: workload.name },
        { fixes: ingressFixes(workload, context) },
      );
    });
  });
}

/** One policy for the whole namespace, where it would open nothing that is closed and cut nothing that is called by name. */
function namespaceFinding(namespace: string, count: number, context: FindingContext): Finding {
  const all = context.workloadsOf(namespace).filter(({ hostNetwork }) => !hostNetwork);
  const isOpen = all.every(({ ingress }) => ingress.isolated === 'no');
  const isServed = context.services.some(
    (service) => service.namespace === namespace && isServedOutside(service, context),
  );
  const isCalled = all.some((workload) => context.namedSources(workload).length > 0);
  const isSafe = isOpen && !isServed && !isCalled && !isOfCluster(namespace);
  const fixes = asFixes(FIX_LABELS.admitOnly([namespace]), isSafe ? closeNamespace(namespace) : undefined, context);
  const facts = { count, of: all.length, namespace };
  return found('workloads-without-policy', { namespace, path: '' }, facts, { fixes });
}

/** None for parts of the cluster, nor for what is called from outside: closing these would cut what is not seen here. */
function ingressFixes(workload: WorkloadReach, context: FindingContext): readonly Fix[] {
  const { namespace, labels } = workload;
  const isServed = context.services.some(
    (service) =>
      service.namespace === namespace &&
      isServedOutside(service, context) &&
      matchesLabels({ matchLabels: service.selector }, labels),
  );
  if (isServed || isOfCluster(namespace)) return [];
  const kept = context.namedSources(workload);
  const names = [...new Set([namespace, ...kept.map((source) => source.namespace)])];
  return asFixes(FIX_LABELS.admitOnly(names), closeIngress(workload, context.workloadsOf(namespace), kept), context);
}

function isServedOutside(
  service: { readonly namespace: string; readonly name: string; readonly type: string; readonly selector?: Labels },
  { callers = [] }: FindingContext,
): boolean {
  if (!service.selector) return false;
  if (service.type !== 'ClusterIP') return true;
  return callers.some((caller) => caller.namespace === service.namespace && caller.service === service.name);
}

function asFixes(label: string, policy: NetworkPolicy | undefined, { asNew }: FindingContext): readonly Fix[] {
  return policy ? [{ label, policy: asNew(policy) }] : [];
}

/** Servers that are not in the input may be admitted all the same. */
function asksUnseenDns(isolatedBy: readonly PolicyId[], { dns, policies }: FindingContext['inspection']): boolean {
  if (dns.isSeen) return false;
  return policies.some(
    ({ id, rules, withoutDns }) => isolatedBy.includes(id) && rules.egress.length > 0 && !withoutDns.includes('UDP'),
  );
}

/** What runs once and is shut in can do nothing: a default deny was probably not meant for it. */
function shutJob(workload: WorkloadReach, { hooks, inspection }: FindingContext): readonly Finding[] {
  const { id, name, namespace, kind, egress } = workload;
  if (egress.isolated !== 'yes' || egress.peers > 0 || egress.outside !== 'denied') return [];
  if (asksUnseenDns(egress.isolatedBy, inspection)) return [];
  const about = { namespace, workload: id, path: '' };
  if (kind === 'Job' || kind === 'CronJob') return [found('job-shut', about, { name })];
  const hook = hooks?.get(id);
  return hook === undefined ? [] : [found('hook-shut', about, { name, hook })];
}
