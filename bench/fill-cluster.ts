/**
 * Fills an API server with pods that only pretend: seven workloads a namespace, one policy each. Their owner is a kind
 * that no controller acts on, so that they stay as they were posted.
 */

import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

export type Send = (method: string, path: string, body?: unknown) => Promise<Answer>;

export interface Answer {
  readonly status: number;
  /** Of the body, compressed where the server does. */
  readonly bytes: number;
  readonly text: () => string;
}

const AT_ONCE = 8;
const WORKLOADS = 7;

export function client(kubeconfig: string): Send {
  const { clusters, users } = JSON.parse(readFileSync(kubeconfig, 'utf8'));
  const pem = (text: string) => Buffer.from(text, 'base64');
  const agent = new Agent({
    keepAlive: true,
    maxSockets: AT_ONCE,
    ca: pem(clusters[0].cluster['certificate-authority-data']),
    cert: pem(users[0].user['client-certificate-data']),
    key: pem(users[0].user['client-key-data']),
  });
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'accept-encoding': method === 'GET' ? 'gzip' : 'identity' };
      const sent = request(`${clusters[0].cluster.server}${path}`, { method, agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const body = Buffer.concat(chunks);
          resolve({ status: response.statusCode ?? 0, bytes: body.length, text: () => body.toString() });
        });
      });
      sent.once('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
}

export async function fillCluster(send: Send, pods: number, namespaces: readonly string[]): Promise<void> {
  for (const name of namespaces) await send('POST', '/api/v1/namespaces', { metadata: { name } });
  const account = `/api/v1/namespaces/${namespaces.at(-1)}/serviceaccounts/default`;
  while ((await send('GET', account)).status !== 200) await sleep(200);
  const owners = new Map<string, string>();
  await atOnce(namespaces.length * WORKLOADS, async (index) => {
    const namespace = namespaces[index % namespaces.length] ?? '';
    const name = `app-${Math.floor(index / namespaces.length)}`;
    const body = {
      metadata: { name },
      template: { spec: { containers: [{ name: 'c', image: 'example.invalid/c' }] } },
    };
    const made = await create(send, `/api/v1/namespaces/${namespace}/podtemplates`, body);
    owners.set(`${namespace}/${name}`, JSON.parse(made.text()).metadata.uid);
  });
  await atOnce(pods, async (index) => {
    const namespace = namespaces[index % namespaces.length] ?? '';
    const app = `app-${Math.floor(index / namespaces.length) % WORKLOADS}`;
    await create(
      send,
      `/api/v1/namespaces/${namespace}/pods`,
      pod(index, app, owners.get(`${namespace}/${app}`) ?? ''),
    );
  });
  await atOnce(namespaces.length, async (index) => {
    const spec = { podSelector: { matchLabels: { app: 'app-1' } }, policyTypes: ['Ingress'] };
    const path = `/apis/networking.k8s.io/v1/namespaces/${namespaces[index]}/networkpolicies`;
    await create(send, path, { metadata: { name: 'p' }, spec });
  });
}

async function create(send: Send, path: string, body: unknown): Promise<Answer> {
  const answer = await send('POST', path, body);
  if (answer.status !== 201) throw new Error(`${path} was answered with ${answer.status}: ${answer.text()}`);
  return answer;
}

async function atOnce(count: number, act: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) await act(index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function pod(index: number, app: string, uid: string): unknown {
  const owner = { apiVersion: 'v1', kind: 'PodTemplate', name: app, uid, controller: true };
  const containers = [{ name: 'c', image: 'example.invalid/c', ports: [{ containerPort: 8080 }] }];
  return {
    metadata: { name: `${app}-${index}`, labels: { app, tier: `tier-${index % 3}` }, ownerReferences: [owner] },
    spec: { containers, terminationGracePeriodSeconds: 0 },
  };
}
