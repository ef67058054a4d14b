/** All remarks on a cluster, the most harmful first: those of the engine, and data that stands open. */

import {
  type Engine,
  type FindingCode,
  type Labels,
  matchesLabels,
  type NetworkPolicy,
  type PolicyId,
  policyId,
  type WorkloadReach,
} from '#engine';
import { closeEgress, closeIngress, closeNamespace } from './closing-policy.ts';
import { dataPort } from './data-stores.ts';
import { HARMS, type Remark, type RemarkCure } from './remark.ts';
import { remarkOnFinding } from './remark-on-finding.ts';
import { counted, grouped } from './workload-words.ts';

/** What is needed of a Service to see that it is served outside the cluster. */
export interface ServedBy {
  readonly namespace: string;
  readonly type: string;
  readonly selector?: Labels;
}

/** Said only where every pod is known: what these find missing may be what may not be read. */
const NEED_ALL: ReadonlySet<FindingCode> = new Set([
  'admits-nothing',
  'own-namespace-only',
  'policy-without-effect',
  'redundant-rule',
  'unknown-named-port',
]);

/** `isPart`: some namespaces may not be read, so that numbers are lower bounds. */
export function remarksOn(engine: Engine, services: readonly ServedBy[], isPart = false): readonly Remark[] {
  const { workloads } = engine.reachability();
  const byId = new Map(workloads.map((workload) => [workload.id, workload]));
  const outside = services.filter(({ type, selector }) => type !== 'ClusterIP' && selector);
  const taken = new Set(engine.snapshot.policies.map(policyId));
  const context: Context = { isPart, namespaces: byNamespace(workloads), outside, taken };
  const data = workloads.flatMap((workload) => remarksOnData(workload, context));
  const told = new Set(data.flatMap(({ harm, workload }) => (harm === 'exposed' && workload ? [workload] : [])));
  const found = engine.findings().flatMap((finding) => {
    if ((finding.workload && told.has(finding.workload)) || (isPart && NEED_ALL.has(finding.code))) return [];
    const remark = remarkOnFinding(finding);
    const workload = finding.workload && byId.get(finding.workload);
    const cure = workload && cureOfIngress(workload, context);
    return [cure ? { ...remark, cure } : remark];
  });
  return ordered(unique([...data, ...gathered(found, context)]));
}

interface Context {
  readonly isPart: boolean;
  readonly namespaces: ReadonlyMap<string, readonly WorkloadReach[]>;
  readonly outside: readonly ServedBy[];
  /** Policies there are: a new one must not take the name of another. */
  readonly taken: ReadonlySet<PolicyId>;
}

function cureBy(label: string, policy: NetworkPolicy | false | undefined, { taken }: Context): RemarkCure | undefined {
  if (!policy) return undefined;
  const { name, namespace } = policy.metadata;
  let free = name;
  for (let at = 2; taken.has(`${namespace}/${free}`); at++) free = `${name}-${at}`;
  return { label, policy: { ...policy, metadata: { namespace, name: free } } };
}

function remarksOnData(workload: WorkloadReach, context: Context): Remark[] {
  const port = dataPort(workload);
  const { id, name, namespace, ingress, egress } = workload;
  if (!port || isOfCluster(namespace)) return [];
  const base = { namespace, workload: id, path: '' };
  if (ingress.isolated === 'no') {
    if (ingress.peers === 0) return [];
    const cure = cureOfIngress(workload, context);
    const title = `${name}:${port.port} is open to ${reach(ingress.peers, context)}`;
    const detail = 'No ingress policy selects this data store.';
    return [{ ...base, key: `open-data ${id}`, harm: 'exposed', title, detail, ...(cure && { cure }) }];
  }
  if (egress.isolated !== 'no') return [];
  const policy = closeEgress(workload, context.namespaces.get(namespace) ?? []);
  const title = `${name} has open egress`;
  const detail = `No egress policy selects it. It may reach ${reach(egress.peers, context)}.`;
  const cure = cureBy('Draft: close egress, keep DNS', policy, context);
  return [{ ...base, key: `open-egress ${id}`, harm: 'wide', title, detail, ...(cure && { cure }) }];
}

function reach(peers: number, { isPart }: Context): string {
  return isPart ? `${grouped(peers)}+ workloads` : counted(peers, 'workload');
}

/** None for parts of the cluster itself, nor for what is served outside: closing these would cut what is not seen here. */
function cureOfIngress(workload: WorkloadReach, context: Context): RemarkCure | undefined {
  const { namespaces, outside } = context;
  const { namespace, labels } = workload;
  const served = outside.some(
    (service) => service.namespace === namespace && matchesLabels({ matchLabels: service.selector }, labels),
  );
  if (served || isOfCluster(namespace)) return undefined;
  const policy = closeIngress(workload, namespaces.get(namespace) ?? []);
  return cureBy(`Draft: admit ${namespace} only`, policy, context);
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

/** So many workloads of one namespace without a policy are one remark: who reads a list of hundreds reads none. */
const MANY = 4;

function gathered(found: readonly Remark[], context: Context): readonly Remark[] {
  const bare = Map.groupBy(
    found.filter(({ workload }) => workload !== undefined),
    ({ namespace }) => namespace,
  );
  const many = new Set([...bare].filter(([, remarks]) => remarks.length >= MANY).map(([name]) => name));
  const rest = found.filter(({ workload, namespace }) => workload === undefined || !many.has(namespace));
  return [...rest, ...[...many].map((name) => remarkOnNamespace(name, bare.get(name)?.length ?? 0, context))];
}

/** One policy for the whole namespace, where it would open nothing that is closed and cut nothing that is served outside. */
function remarkOnNamespace(namespace: string, count: number, context: Context): Remark {
  const { namespaces, outside } = context;
  const all = (namespaces.get(namespace) ?? []).filter(({ hostNetwork }) => !hostNetwork);
  const isOpen = all.every(({ ingress }) => ingress.isolated === 'no');
  const isServed = outside.some((service) => service.namespace === namespace);
  const isSafe = isOpen && !isServed && !isOfCluster(namespace);
  const cure = cureBy(`Draft: admit ${namespace} only`, isSafe && closeNamespace(namespace), context);
  return {
    key: `workloads-without-policy ${namespace}`,
    harm: 'note',
    namespace,
    path: '',
    title: `${count} of ${counted(all.length, 'workload')} in ${namespace} have no policy`,
    detail: 'They are open both ways: no policy selects them.',
    ...(cure && { cure }),
  };
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
