/** The kinds read from a cluster, and how each object is cut down to the fields used, at once. */

import type { Namespace, NetworkPolicy } from '#engine';
import type { Host, Service } from '#stream';
import type { Fields } from '../connect/json-fields.ts';
import { isFields, text } from '../connect/json-fields.ts';
import { addressesOf, fieldsOf, labelsOf, listOf, meets } from '../connect/object-fields.ts';
import { frozen } from './frozen.ts';
import { type Intern, interner } from './interner.ts';
import type { OwnerRecord } from './owner-chain.ts';
import { controllerOf } from './owner-chain.ts';
import type { PodRecord } from './project-pod.ts';
import { projectPod } from './project-pod.ts';

/** One kind at the API server. `T` holds only what is used of an object: never Secrets, never environment variables. */
export interface Resource<T> {
  /** As people and health reports call it. */
  readonly name: string;
  readonly apiPath: string;
  readonly plural: string;
  /** Whether it can be read in one namespace, when not in all. */
  readonly namespaced: boolean;
  /** Reads this one namespace only, whatever the rights. */
  readonly onlyNamespace?: string;
  readonly fieldSelector?: string;
  readonly metadataOnly?: boolean;
  /** What is certain of an object of this name without reading it: lets a kind be read by one name alone. */
  readonly standIn?: (name: string) => T;
  /** `object` has a name, a uid and a resourceVersion; undefined skips it. */
  project(object: Fields, metadata: Fields): T | undefined;
}

/** What is kept of each kind, once projected. */
export interface Kept {
  readonly namespaces: Namespace;
  readonly pods: PodRecord;
  readonly networkpolicies: NetworkPolicy;
  readonly services: Service;
  readonly nodes: Host;
  readonly replicasets: OwnerRecord;
  readonly jobs: OwnerRecord;
  readonly vpccni: Readonly<Record<string, string>>;
}

export type Resources = { readonly [Kind in keyof Kept]: Resource<Kept[Kind]> } & {
  readonly policyendpoints: Resource<true>;
};

export function resources(): Resources {
  const intern = interner();
  const core = { apiPath: '/api/v1', namespaced: true };
  return {
    namespaces: {
      ...core,
      name: 'namespaces',
      plural: 'namespaces',
      namespaced: false,
      project: projectNamespace,
      standIn: (name) => projectNamespace({}, { name }),
    },
    pods: { ...core, name: 'pods', plural: 'pods', project: (pod, metadata) => projectPod(pod, metadata, intern) },
    networkpolicies: {
      name: 'networkpolicies',
      apiPath: '/apis/networking.k8s.io/v1',
      plural: 'networkpolicies',
      namespaced: true,
      project: projectPolicy,
    },
    services: {
      ...core,
      name: 'services',
      plural: 'services',
      project: (object, metadata) => projectService(object, metadata, intern),
    },
    nodes: { ...core, name: 'nodes', plural: 'nodes', namespaced: false, project: projectHost },
    replicasets: owners('/apis/apps/v1', 'replicasets', 'ReplicaSet'),
    jobs: owners('/apis/batch/v1', 'jobs', 'Job'),
    policyendpoints: {
      name: 'policyendpoints',
      apiPath: '/apis/networking.k8s.aws/v1alpha1',
      plural: 'policyendpoints',
      namespaced: true,
      metadataOnly: true,
      // Counted, and no more: that they are there shows that the controller works.
      project: () => true,
    },
    vpccni: {
      ...core,
      name: 'configmap amazon-vpc-cni',
      plural: 'configmaps',
      onlyNamespace: 'kube-system',
      fieldSelector: 'metadata.name=amazon-vpc-cni',
      project: (object, metadata) =>
        metadata.name === 'amazon-vpc-cni' ? frozen({ ...labelsOf(object.data) }) : undefined,
    },
  };
}

function owners(apiPath: string, plural: string, kind: string): Resource<OwnerRecord> {
  return {
    name: plural,
    apiPath,
    plural,
    namespaced: true,
    metadataOnly: true,
    project: (_, metadata) => ({
      kind,
      name: text(metadata.name) ?? '',
      uid: text(metadata.uid) ?? '',
      owner: controllerOf(metadata),
    }),
  };
}

export function projectNamespace(_: Fields, metadata: Fields): Namespace {
  const name = text(metadata.name) ?? '';
  return frozen({ name, labels: { ...labelsOf(metadata.labels), 'kubernetes.io/metadata.name': name } });
}

/** Whole, but for managedFields: nothing that could matter to a verdict or an editor is lost. */
export function projectPolicy(object: Fields, metadata: Fields): NetworkPolicy {
  const { managedFields, ...kept } = metadata;
  return frozen({
    ...object,
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { ...kept, name: text(metadata.name) ?? '', namespace: text(metadata.namespace) ?? '' },
  });
}

function projectService(object: Fields, metadata: Fields, intern: Intern): Service {
  const spec = fieldsOf(object.spec);
  const clusterIps = Array.isArray(spec.clusterIPs) ? spec.clusterIPs : [spec.clusterIP];
  return frozen({
    namespace: text(metadata.namespace) ?? '',
    name: text(metadata.name) ?? '',
    uid: text(metadata.uid) ?? '',
    type: text(spec.type) ?? 'ClusterIP',
    clusterIps: clusterIps.filter((ip): ip is string => typeof ip === 'string' && ip !== '' && ip !== 'None'),
    ...(isFields(spec.selector) ? { selector: intern(labelsOf(spec.selector)) } : {}),
    ports: listOf(spec.ports).map((port) => ({
      ...(text(port.name) === undefined ? {} : { name: text(port.name) }),
      protocol: text(port.protocol) ?? 'TCP',
      port: Number(port.port),
      targetPort: typeof port.targetPort === 'string' ? port.targetPort : Number(port.targetPort ?? port.port),
    })),
  });
}

function projectHost(object: Fields, metadata: Fields): Host {
  const status = fieldsOf(object.status);
  const addresses = listOf(status.addresses).filter((item) => item.type === 'InternalIP' || item.type === 'ExternalIP');
  return frozen({
    name: text(metadata.name) ?? '',
    uid: text(metadata.uid) ?? '',
    ips: addressesOf(addresses.map((item) => item.address)),
    ready: meets(status.conditions, 'Ready'),
    labels: labelsOf(metadata.labels),
  });
}
