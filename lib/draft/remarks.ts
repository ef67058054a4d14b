/** All remarks on a cluster, the most harmful first: those of the engine, and data that stands open. */

import type { Engine, Labels, WorkloadReach } from '#engine';
import { closeEgress, closeIngress } from './closing-policy.ts';
import { dataPort } from './data-stores.ts';
import { HARMS, type Remark, type RemarkCure } from './remark.ts';
import { remarkOnFinding } from './remark-on-finding.ts';
import { counted } from './workload-words.ts';

/** What is needed of a Service to see that it is served outside the cluster. */
export interface ServedBy {
  readonly namespace: string;
  readonly type: string;
  readonly selector?: Labels;
}

export function remarksOn(engine: Engine, services: readonly ServedBy[]): readonly Remark[] {
  const { workloads } = engine.reachability();
  const byId = new Map(workloads.map((workload) => [workload.id, workload]));
  const outside = services.filter(({ type, selector }) => type !== 'ClusterIP' && selector);
  const context: Context = { workloads, namespaces: byNamespace(workloads), outside };
  const data = workloads.flatMap((workload) => remarksOnData(workload, context));
  const told = new Set(data.flatMap(({ harm, workload }) => (harm === 'exposed' && workload ? [workload] : [])));
  const found = engine.findings().flatMap((finding) => {
    if (finding.workload && told.has(finding.workload)) return [];
    const remark = remarkOnFinding(finding);
    const workload = finding.workload && byId.get(finding.workload);
    const cure = workload && cureOfIngress(workload, context);
    return [cure ? { ...remark, cure } : remark];
  });
  return ordered(unique([...data, ...found]));
}

interface Context {
  readonly workloads: readonly WorkloadReach[];
  readonly namespaces: ReadonlyMap<string, readonly WorkloadReach[]>;
  readonly outside: readonly ServedBy[];
}

function remarksOnData(workload: WorkloadReach, context: Context): Remark[] {
  const port = dataPort(workload);
  const { id, name, namespace, ingress, egress } = workload;
  if (!port || isOfCluster(namespace)) return [];
  const base = { namespace, workload: id, path: '' };
  if (ingress.isolated === 'no') {
    if (ingress.peers === 0) return [];
    const cure = cureOfIngress(workload, context);
    const title = `${name}:${port.port} is open to ${counted(ingress.peers, 'workload')}`;
    const detail = 'No ingress policy selects this data store.';
    return [{ ...base, key: `open-data ${id}`, harm: 'exposed', title, detail, ...(cure && { cure }) }];
  }
  if (egress.isolated !== 'no') return [];
  const policy = closeEgress(workload, context.namespaces.get(namespace) ?? []);
  const title = `${name} has open egress`;
  const detail = `No egress policy selects it. It may reach ${counted(egress.peers, 'workload')}.`;
  const cure = policy && { label: 'Draft: close egress, keep DNS', policy };
  return [{ ...base, key: `open-egress ${id}`, harm: 'wide', title, detail, ...(cure && { cure }) }];
}

/** None for parts of the cluster itself, nor for what is served outside: closing these would cut what is not seen here. */
function cureOfIngress(workload: WorkloadReach, { namespaces, outside }: Context): RemarkCure | undefined {
  const { namespace, labels } = workload;
  const served = outside.some(
    (service) =>
      service.namespace === namespace &&
      Object.entries(service.selector ?? {}).every(([key, value]) => labels[key] === value),
  );
  if (served || isOfCluster(namespace)) return undefined;
  const policy = closeIngress(workload, namespaces.get(namespace) ?? []);
  return policy && { label: `Draft: admit ${namespace} only`, policy };
}

function isOfCluster(namespace: string): boolean {
  return namespace.startsWith('kube-');
}

function byNamespace(workloads: readonly WorkloadReach[]): ReadonlyMap<string, readonly WorkloadReach[]> {
  const lists = new Map<string, WorkloadReach[]>();
  for (const workload of workloads) {
    const list = lists.get(workload.namespace);
    if (list) list.push(workload);
    else lists.set(workload.namespace, [workload]);
  }
  return lists;
}

/** Two remarks may be of one kind and place: the second is told apart by its number. */
function unique(remarks: readonly Remark[]): readonly Remark[] {
  const count = new Map<string, number>();
  return remarks.map((remark) => {
    const before = count.get(remark.key) ?? 0;
    count.set(remark.key, before + 1);
    return before === 0 ? remark : { ...remark, key: `${remark.key} ${before + 1}` };
  });
}

function ordered(remarks: readonly Remark[]): readonly Remark[] {
  const rank = (remark: Remark) => HARMS.indexOf(remark.harm) * 2 + Number(isOfCluster(remark.namespace));
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...remarks].sort(
    (a, b) => rank(a) - rank(b) || compare(a.namespace, b.namespace) || compare(a.title, b.title),
  );
}

/** Whether it is about a workload itself, or about a policy that selects it. */
export function isRemarkOn({ workload, policy }: Remark, { id, ingress, egress }: WorkloadReach): boolean {
  if (workload !== undefined) return workload === id;
  return policy !== undefined && (ingress.isolatedBy.includes(policy) || egress.isolatedBy.includes(policy));
}
