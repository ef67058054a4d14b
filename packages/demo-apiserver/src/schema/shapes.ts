/** The shape of each kind served, and the value a new object is compared with to tell what its creator set. */

import type { Kind } from '../kinds.ts';
import type { JsonObject } from '../kube-object.ts';
import { objectMeta } from './metadata-shape.ts';
import { networkPolicy } from './network-policy-shape.ts';
import { any, boolean, keyedList, list, map, openStruct, type Shape, says, struct, text } from './shape.ts';
import { daemonSet, deployment, namespace, node, pod, replicaSet, service, statefulSet } from './workload-shape.ts';

const head = { apiVersion: text, kind: text, metadata: objectMeta };
const subject = struct('Subject', { kind: text, apiGroup: text, name: text, namespace: text });
const rule = struct('PolicyRule', {
  verbs: list(text),
  apiGroups: list(text),
  resources: list(text),
  resourceNames: list(text),
  nonResourceURLs: list(text),
});
const roleRef = struct('RoleRef', { apiGroup: text, kind: text, name: text }, { atomic: true });

const SHAPES: Readonly<Record<string, Shape>> = {
  ConfigMap: says(
    'Settings as keys and values.',
    struct('ConfigMap', { ...head, data: map(text), binaryData: map(text), immutable: boolean }),
  ),
  Event: openStruct('Event', head),
  Namespace: namespace,
  Node: node,
  Pod: pod,
  Service: service,
  ServiceAccount: says(
    'An identity for pods.',
    struct('ServiceAccount', {
      ...head,
      automountServiceAccountToken: boolean,
      imagePullSecrets: list(any),
      secrets: keyedList(any, ['name']),
    }),
  ),
  DaemonSet: daemonSet,
  Deployment: deployment,
  ReplicaSet: replicaSet,
  StatefulSet: statefulSet,
  NetworkPolicy: networkPolicy,
  Role: struct('Role', { ...head, rules: list(rule) }),
  ClusterRole: struct('ClusterRole', { ...head, rules: list(rule), aggregationRule: any }),
  RoleBinding: struct('RoleBinding', { ...head, subjects: list(subject), roleRef }),
  ClusterRoleBinding: struct('ClusterRoleBinding', { ...head, subjects: list(subject), roleRef }),
};

export function shapeOf(kind: Kind): Shape {
  return (Object.hasOwn(SHAPES, kind.kind) ? SHAPES[kind.kind] : undefined) ?? openStruct(kind.kind, head);
}

const WORKLOAD_BLANK: JsonObject = {
  spec: { selector: null, strategy: {}, updateStrategy: {}, template: { metadata: {}, spec: { containers: null } } },
  status: {},
};

const BLANKS: Readonly<Record<string, JsonObject>> = {
  NetworkPolicy: { spec: { podSelector: {} } },
  // What the server itself writes into every new namespace.
  Namespace: { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
  Node: { spec: {}, status: {} },
  Pod: { spec: { containers: null }, status: {} },
  Service: { spec: {}, status: { loadBalancer: {} } },
  Deployment: WORKLOAD_BLANK,
  ReplicaSet: WORKLOAD_BLANK,
  StatefulSet: WORKLOAD_BLANK,
  DaemonSet: WORKLOAD_BLANK,
};

/** The empty object of a kind as the server's own types write it: fields it shows are nobody's merit. */
export function blankOf(kind: Kind): JsonObject {
  return (Object.hasOwn(BLANKS, kind.kind) ? BLANKS[kind.kind] : undefined) ?? {};
}
