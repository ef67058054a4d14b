/** What findings rest on: the facts of the engine, and what else is known around them. */

import {
  type Engine,
  groupBy,
  type Inspection,
  type Labels,
  type NetworkPolicy,
  networkPolicyId,
  type Pod,
  type PolicyId,
  policyId,
  type WorkloadId,
  type WorkloadReach,
} from '#engine';
import type { ServiceCaller } from '#manifest';
import { namedSourcesIn } from './fixes/named-sources.ts';

export interface KnownService {
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  readonly selector?: Labels;
  readonly ports?: readonly KnownServicePort[];
}

export interface KnownServicePort {
  readonly name?: string;
  readonly protocol: string;
  readonly port: number;
  readonly targetPort: number | string;
}

/** What shows that pods speak to the API server: their account is given rights there. */
export interface ApiClient {
  readonly namespace: string;
  /** Of the object that makes the pods, or of the pod. */
  readonly kind: string;
  readonly name: string;
  readonly account: string;
  /** For example `ClusterRoleBinding manager`. */
  readonly binding: string;
}

/** What is known beside pods, namespaces and policies. What is not known is left out, and nothing is said of it. */
export interface ClusterSurroundings {
  readonly services: readonly KnownService[];
  readonly callers?: readonly ServiceCaller[];
  readonly apiClients?: readonly ApiClient[];
  /** Workloads that Helm or Argo CD starts at a step of a release, and the step, for example `Helm hook pre-install`. */
  readonly hooks?: ReadonlyMap<WorkloadId, string>;
  /** Policies that name no namespace, and so land in another than may be meant. */
  readonly unplaced?: ReadonlySet<PolicyId>;
  /** Some namespaces may not be read: numbers are lower bounds, and what seems missing may not be. */
  readonly isPart?: boolean;
}

export interface FindingContext extends ClusterSurroundings {
  readonly engine: Engine;
  readonly inspection: Inspection;
  readonly isPart: boolean;
  /** As the policies are now, without a draft. */
  readonly workloads: readonly WorkloadReach[];
  podsOf(namespace: string): readonly Pod[];
  workloadsOf(namespace: string): readonly WorkloadReach[];
  /** Workloads of other namespaces that a rule of their own lets reach this one by name. */
  namedSources(workload: WorkloadReach): readonly WorkloadReach[];
  /** A free name for a new policy, so that it takes the place of no other. */
  asNew(policy: NetworkPolicy): NetworkPolicy;
}

const NONE: readonly never[] = [];

export function contextOf(engine: Engine, inspection: Inspection, surroundings: ClusterSurroundings): FindingContext {
  const { workloads } = engine.reachability();
  const byNamespace = groupBy(workloads, ({ namespace }) => namespace);
  const taken = new Set(engine.snapshot.policies.map(policyId));
  let sources: FindingContext['namedSources'] | undefined;
  let pods: ReadonlyMap<string, readonly Pod[]> | undefined;
  return {
    ...surroundings,
    isPart: surroundings.isPart ?? false,
    engine,
    inspection,
    workloads,
    podsOf: (namespace) => {
      pods ??= groupBy(inspection.pods, (pod) => pod.namespace);
      return pods.get(namespace) ?? NONE;
    },
    workloadsOf: (namespace) => byNamespace.get(namespace) ?? NONE,
    namedSources: (workload) => {
      sources ??= namedSourcesIn(inspection, workloads);
      return sources(workload);
    },
    asNew: (policy) => {
      const { name, namespace } = policy.metadata;
      let free = name;
      for (let at = 2; taken.has(networkPolicyId(namespace, free)); at++) free = `${name}-${at}`;
      return { ...policy, metadata: { namespace, name: free } };
    },
  };
}
