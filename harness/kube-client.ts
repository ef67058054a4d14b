/** Just enough of a Kubernetes client for tests to act as somebody with kubectl would. */

import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { parse } from 'yaml';

export interface Applied {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly [field: string]: unknown;
}

export interface KubeClient {
  /** Rejects with what the server said when it says no. */
  send(method: string, path: string, body?: unknown, contentType?: string): Promise<unknown>;
  applyPolicy(policy: Applied): Promise<unknown>;
  deletePolicy(namespace: string, name: string): Promise<unknown>;
  getPolicy(namespace: string, name: string): Promise<unknown>;
  scale(namespace: string, deployment: string, replicas: number): Promise<unknown>;
}

/** For a kubeconfig with one cluster and one user, who has a token. */
export function kubeClient(kubeconfig: string): KubeClient {
  const { clusters, users } = parse(readFileSync(kubeconfig, 'utf8'));
  const { server, 'certificate-authority-data': authority } = clusters[0].cluster;
  const ca = Buffer.from(authority, 'base64');
  const headers = { authorization: `Bearer ${users[0].user.token}` };
  const send: KubeClient['send'] = (method, path, body, contentType = 'application/json') =>
    new Promise((resolve, reject) => {
      const options = { method, ca, headers: { ...headers, 'content-type': contentType } };
      const sent = request(`${server}${path}`, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if ((response.statusCode ?? 500) < 400) resolve(JSON.parse(text));
          else reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
        });
      });
      sent.once('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  const policy = (namespace: string, name: string) =>
    `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies/${name}`;
  return {
    send,
    applyPolicy: (object) => {
      const { namespace, name } = object.metadata;
      const path = `${policy(namespace, name)}?fieldManager=kubectl&force=true`;
      return send('PATCH', path, object, 'application/apply-patch+yaml');
    },
    deletePolicy: (namespace, name) => send('DELETE', policy(namespace, name)),
    getPolicy: (namespace, name) => send('GET', policy(namespace, name)),
    scale: (namespace, deployment, replicas) => {
      const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${deployment}`;
      return send('PATCH', path, { spec: { replicas } }, 'application/merge-patch+json');
    },
  };
}
