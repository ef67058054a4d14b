/** The roles and bindings every cluster has from its start, as far as they concern what is served here. */

import type { JsonObject } from '../kube-object.ts';

const RBAC = 'rbac.authorization.k8s.io/v1';
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const HEALTH = ['/healthz', '/livez', '/readyz', '/version', '/version/'];
const DISCOVERY = ['/api', '/api/*', '/apis', '/apis/*', '/healthz', '/livez', '/openapi', '/openapi/*', '/readyz'];

const workloads = ['daemonsets', 'deployments', 'deployments/scale', 'replicasets', 'replicasets/scale'].concat(
  'statefulsets',
  'statefulsets/scale',
);

function inNamespace(verbs: readonly string[]): readonly JsonObject[] {
  return [
    { apiGroups: [''], resources: ['configmaps', 'pods', 'serviceaccounts', 'services'], verbs },
    { apiGroups: ['apps'], resources: workloads, verbs },
    { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs },
  ];
}

const readSome = [...inNamespace(READ), { apiGroups: [''], resources: ['events', 'namespaces'], verbs: READ }] as const;
const roleRules = {
  apiGroups: ['rbac.authorization.k8s.io'],
  resources: ['rolebindings', 'roles'],
  verbs: [...READ, ...WRITE],
};

function role(name: string, rules: readonly JsonObject[]): JsonObject {
  const metadata = { name, labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } };
  return { apiVersion: RBAC, kind: 'ClusterRole', metadata, rules };
}

function binding(name: string, groups: readonly string[]): JsonObject {
  const subjects = groups.map((group) => ({ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: group }));
  const metadata = { name, labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } };
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name };
  return { apiVersion: RBAC, kind: 'ClusterRoleBinding', metadata, subjects, roleRef };
}

export const BOOTSTRAP_ROLES: readonly JsonObject[] = [
  role('cluster-admin', [
    { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
    { nonResourceURLs: ['*'], verbs: ['*'] },
  ]),
  role('admin', [...readSome, ...inNamespace(WRITE), roleRules]),
  role('edit', [...readSome, ...inNamespace(WRITE)]),
  role('view', readSome),
  role('system:basic-user', [
    {
      apiGroups: ['authorization.k8s.io'],
      resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
      verbs: ['create'],
    },
    { apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'], verbs: ['create'] },
  ]),
  role('system:discovery', [{ nonResourceURLs: [...DISCOVERY, '/version', '/version/'], verbs: ['get'] }]),
  role('system:public-info-viewer', [{ nonResourceURLs: HEALTH, verbs: ['get'] }]),
  binding('cluster-admin', ['system:masters']),
  binding('system:basic-user', ['system:authenticated']),
  binding('system:discovery', ['system:authenticated']),
  binding('system:public-info-viewer', ['system:authenticated', 'system:unauthenticated']),
];
