/** The kinds this server serves, with what discovery, routing and authorization need of each. */

import { OTHER_POLICY_KINDS } from '../../../lib/engine/index.ts';
import type { ResourceName } from './status.ts';

export interface Kind extends ResourceName {
  readonly kind: string;
  readonly group: string;
  readonly version: string;
  /** Plural, as in the path. */
  readonly resource: string;
  readonly singular: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: readonly string[];
  readonly verbs: readonly string[];
  /** Whether metadata.generation counts changes of the spec. */
  readonly counted: boolean;
  /** Fields a field selector may name, beside metadata.name and metadata.namespace. */
  readonly selectable: Readonly<Record<string, readonly string[]>>;
  /** As if a custom resource definition brought it: discovery names it while there is an object of it. */
  readonly isCustom: boolean;
}

const EVERY_VERB = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'] as const;

interface KindOptions {
  readonly cluster?: true;
  readonly short?: readonly string[];
  readonly all?: true;
  readonly subresources?: readonly string[];
  readonly verbs?: readonly string[];
  readonly counted?: true;
  readonly selectable?: Readonly<Record<string, readonly string[]>>;
  readonly custom?: true;
}

function define(group: string, version: string, kind: string, resource: string, options: KindOptions = {}): Kind {
  return {
    kind,
    group,
    version,
    resource,
    singular: kind.toLowerCase(),
    namespaced: options.cluster !== true,
    shortNames: options.short ?? [],
    categories: options.all === true ? ['all'] : [],
    subresources: options.subresources ?? [],
    verbs: options.verbs ?? EVERY_VERB,
    counted: options.counted === true,
    selectable: options.selectable ?? {},
    isCustom: options.custom === true,
  };
}

const ADMISSION = 'admissionregistration.k8s.io';
const RBAC = 'rbac.authorization.k8s.io';
const WORKLOAD = { all: true, subresources: ['status', 'scale'], counted: true } as const;
const READ_ONLY = ['get', 'list', 'watch'] as const;

/** Policies of other kinds are kept as they come, in whatever version, and nobody judges them. */
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  'policy.networking.k8s.io': ['v1alpha2', 'v1alpha1'],
  'networking.k8s.aws': ['v1alpha1'],
  'vpcresources.k8s.aws': ['v1beta1'],
  'cilium.io': ['v2'],
  'projectcalico.org': ['v3'],
  'crd.projectcalico.org': ['v1'],
  'crd.antrea.io': ['v1beta1', 'v1alpha1'],
  'k8s.ovn.org': ['v1'],
};
const OTHER_POLICIES: readonly Kind[] = OTHER_POLICY_KINDS.flatMap(({ group, kind, plural, namespaced }) =>
  (VERSIONS[group] ?? ['v1']).map((version) =>
    define(group, version, kind, plural, { custom: true, counted: true, ...(namespaced ? {} : { cluster: true }) }),
  ),
);

export const KINDS: readonly Kind[] = [
  define('', 'v1', 'ConfigMap', 'configmaps', { short: ['cm'] }),
  define('', 'v1', 'Endpoints', 'endpoints', { short: ['ep'], verbs: READ_ONLY }),
  define('', 'v1', 'Event', 'events', {
    short: ['ev'],
    verbs: READ_ONLY,
    selectable: {
      'involvedObject.kind': ['involvedObject', 'kind'],
      'involvedObject.name': ['involvedObject', 'name'],
      'involvedObject.namespace': ['involvedObject', 'namespace'],
      'involvedObject.uid': ['involvedObject', 'uid'],
      'involvedObject.apiVersion': ['involvedObject', 'apiVersion'],
      'involvedObject.resourceVersion': ['involvedObject', 'resourceVersion'],
      'involvedObject.fieldPath': ['involvedObject', 'fieldPath'],
      reason: ['reason'],
      type: ['type'],
    },
  }),
  define('', 'v1', 'Namespace', 'namespaces', {
    cluster: true,
    short: ['ns'],
    subresources: ['status'],
    selectable: { 'status.phase': ['status', 'phase'] },
  }),
  define('', 'v1', 'Node', 'nodes', { cluster: true, short: ['no'], subresources: ['status'] }),
  define('', 'v1', 'Pod', 'pods', {
    short: ['po'],
    all: true,
    subresources: ['status'],
    selectable: {
      'spec.nodeName': ['spec', 'nodeName'],
      'spec.restartPolicy': ['spec', 'restartPolicy'],
      'spec.schedulerName': ['spec', 'schedulerName'],
      'spec.serviceAccountName': ['spec', 'serviceAccountName'],
      'status.phase': ['status', 'phase'],
      'status.podIP': ['status', 'podIP'],
      'status.nominatedNodeName': ['status', 'nominatedNodeName'],
    },
  }),
  define('', 'v1', 'ServiceAccount', 'serviceaccounts', { short: ['sa'] }),
  define('', 'v1', 'Service', 'services', {
    short: ['svc'],
    all: true,
    subresources: ['status'],
    selectable: { 'spec.clusterIP': ['spec', 'clusterIP'], 'spec.type': ['spec', 'type'] },
  }),
  define('', 'v1', 'ReplicationController', 'replicationcontrollers', {
    ...WORKLOAD,
    short: ['rc'],
    subresources: ['status'],
  }),
  define('batch', 'v1', 'CronJob', 'cronjobs', { ...WORKLOAD, short: ['cj'], subresources: ['status'] }),
  define('batch', 'v1', 'Job', 'jobs', { ...WORKLOAD, subresources: ['status'] }),
  define('apps', 'v1', 'DaemonSet', 'daemonsets', { ...WORKLOAD, short: ['ds'], subresources: ['status'] }),
  define('apps', 'v1', 'Deployment', 'deployments', { ...WORKLOAD, short: ['deploy'] }),
  define('apps', 'v1', 'ReplicaSet', 'replicasets', { ...WORKLOAD, short: ['rs'] }),
  define('apps', 'v1', 'StatefulSet', 'statefulsets', { ...WORKLOAD, short: ['sts'] }),
  define(ADMISSION, 'v1', 'MutatingWebhookConfiguration', 'mutatingwebhookconfigurations', {
    cluster: true,
    counted: true,
  }),
  define(ADMISSION, 'v1', 'ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', {
    cluster: true,
    counted: true,
  }),
  define('apiregistration.k8s.io', 'v1', 'APIService', 'apiservices', { cluster: true }),
  define('discovery.k8s.io', 'v1', 'EndpointSlice', 'endpointslices', { verbs: READ_ONLY }),
  define('networking.k8s.io', 'v1', 'Ingress', 'ingresses', {
    short: ['ing'],
    subresources: ['status'],
    counted: true,
  }),
  define('networking.k8s.io', 'v1', 'NetworkPolicy', 'networkpolicies', { short: ['netpol'], counted: true }),
  define(RBAC, 'v1', 'ClusterRole', 'clusterroles', { cluster: true }),
  define(RBAC, 'v1', 'ClusterRoleBinding', 'clusterrolebindings', { cluster: true }),
  define(RBAC, 'v1', 'Role', 'roles'),
  define(RBAC, 'v1', 'RoleBinding', 'rolebindings'),
  ...OTHER_POLICIES,
];

/** Reviews are asked, never stored: create only. */
export const REVIEWS: readonly Kind[] = [
  define('authentication.k8s.io', 'v1', 'SelfSubjectReview', 'selfsubjectreviews', {
    cluster: true,
    verbs: ['create'],
  }),
  define('authorization.k8s.io', 'v1', 'SelfSubjectAccessReview', 'selfsubjectaccessreviews', {
    cluster: true,
    verbs: ['create'],
  }),
  define('authorization.k8s.io', 'v1', 'SelfSubjectRulesReview', 'selfsubjectrulesreviews', {
    cluster: true,
    verbs: ['create'],
  }),
  define('authorization.k8s.io', 'v1', 'SubjectAccessReview', 'subjectaccessreviews', {
    cluster: true,
    verbs: ['create'],
  }),
];

export const SERVED: readonly Kind[] = [...KINDS, ...REVIEWS];

export function apiVersionOf(kind: Kind): string {
  return kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
}

export function kindByResource(group: string, version: string, resource: string): Kind | undefined {
  return SERVED.find((kind) => kind.group === group && kind.version === version && kind.resource === resource);
}

/** A policy of another kind is one in whatever version it is written. */
export function otherPolicyKindOf(apiVersion: string, name: string): Kind | undefined {
  const [group] = apiVersion.split('/');
  return OTHER_POLICIES.find((kind) => kind.kind === name && kind.group === group);
}

export function kindByName(apiVersion: string, name: string): Kind | undefined {
  return KINDS.find((kind) => kind.kind === name && apiVersionOf(kind) === apiVersion);
}

/** A kind of the table by its plural; for code that names one it knows to be there. */
export function served(resource: string): Kind {
  const kind = SERVED.find((one) => one.resource === resource);
  if (kind === undefined) throw new Error(`no kind is served as ${resource}`);
  return kind;
}
