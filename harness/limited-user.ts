/** Someone who may read a few namespaces of the demo and nothing else, as a kubeconfig for a second product. */

import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import type { KubeClient } from './kube-client.ts';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const GROUP = 'rbac.authorization.k8s.io';
const READ = ['get', 'list', 'watch'];

/** Grants `user` the namespaces themselves, and what runs in those that are named. */
export async function mayRead(kube: KubeClient, user: string, namespaces: readonly string[]): Promise<void> {
  const subjects = [{ kind: 'User', apiGroup: GROUP, name: user }];
  const bind = (kind: string) => ({
    metadata: { name: user },
    subjects,
    roleRef: { kind, apiGroup: GROUP, name: user },
  });
  const all = [{ apiGroups: [''], resources: ['namespaces', 'nodes'], verbs: READ }];
  await kube.send('POST', `${RBAC}/clusterroles`, { metadata: { name: user }, rules: all });
  await kube.send('POST', `${RBAC}/clusterrolebindings`, bind('ClusterRole'));
  const rules = [
    { apiGroups: [''], resources: ['pods', 'services'], verbs: READ },
    { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: READ },
    { apiGroups: ['apps'], resources: ['replicasets', 'deployments', 'statefulsets', 'daemonsets'], verbs: READ },
  ];
  for (const namespace of namespaces) {
    const roles = `${RBAC}/namespaces/${namespace}`;
    await kube.send('POST', `${roles}/roles`, { metadata: { name: user }, rules });
    await kube.send('POST', `${roles}/rolebindings`, bind('Role'));
  }
}

/** Writes a kubeconfig beside that of an administrator, whose owner acts as `user`. */
export function kubeconfigAs(administrators: string, user: string): string {
  const config = parse(readFileSync(administrators, 'utf8'));
  config.users[0].user.as = user;
  const path = `${administrators}-${user}`;
  writeFileSync(path, stringify(config), { mode: 0o600 });
  return path;
}
