/** The configuration that Kubernetes gives to a pod: the address by environment, token and certificate as files. */

import { access } from 'node:fs/promises';
import { KubeConfig } from '@kubernetes/client-node';
import type { Kubeconfig } from './read-kubeconfig.ts';

const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

export function isInPod(): boolean {
  return Boolean(process.env.KUBERNETES_SERVICE_HOST && process.env.KUBERNETES_SERVICE_PORT);
}

/** Undefined where this is no pod, or one without a service account. `root` stands before every path. */
export async function inClusterKubeconfig(root = ''): Promise<Kubeconfig | undefined> {
  if (!isInPod()) return undefined;
  const hasToken = await access(`${root}${TOKEN}`).then(
    () => true,
    () => false,
  );
  if (!hasToken) return undefined;
  const config = new KubeConfig();
  config.loadFromCluster(root);
  const none = new Map();
  return { config, contexts: none, clusters: none, users: none, source: 'The configuration of this pod' };
}
