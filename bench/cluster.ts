/**
 * The size of a cluster: thousands of pods on a real API server, one JSON line a figure. Run by `npm run bench:cluster`
 * where there is a control plane. Pods are posted with a machine and only pretend to run.
 */

import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { startControlPlane } from '../e2e/control-plane/control-plane.ts';
import { startProduct } from '../e2e/product.ts';

const PODS = Number(process.env.BENCH_PODS ?? 10_000);
const NAMESPACES = Number(process.env.BENCH_NAMESPACES ?? Math.max(1, Math.min(150, Math.ceil(PODS / 60))));
const AT_ONCE = 8;

function print(figure: string, value: number, unit: string, goal?: number): void {
  const rounded = Math.round(value * 100) / 100;
  process.stdout.write(
    `${JSON.stringify({ figure, value: rounded, unit, ...(goal === undefined ? {} : { goal }) })}\n`,
  );
}

const plane = await startControlPlane(process.env.CONTROL_PLANE ?? '');
try {
  const send = client(plane.kubeconfig);
  await fill(send);
  await measure(send);
} finally {
  await plane.stop();
}

type Send = (method: string, path: string, body?: unknown) => Promise<{ status: number; bytes: number }>;

function client(kubeconfig: string): Send {
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
      const headers = { 'content-type': 'application/json', 'accept-encoding': 'gzip' };
      const sent = request(`${clusters[0].cluster.server}${path}`, { method, agent, headers }, (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }));
      });
      sent.once('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
}

async function fill(send: Send): Promise<void> {
  const began = performance.now();
  const names = Array.from({ length: NAMESPACES }, (_, index) => `bench-${index}`);
  for (const name of names) await send('POST', '/api/v1/namespaces', { metadata: { name } });
  const last = names.at(-1);
  const account = `/api/v1/namespaces/${last}/serviceaccounts/default`;
  while ((await send('GET', account)).status !== 200) await sleep(200);
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < PODS; index = next++) {
      const { status } = await send('POST', `/api/v1/namespaces/${names[index % NAMESPACES]}/pods`, pod(index));
      if (status !== 201) throw new Error(`A pod was answered with ${status}.`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const name of names) {
    const spec = { podSelector: { matchLabels: { app: 'app-1' } }, policyTypes: ['Ingress'] };
    await send('POST', `/apis/networking.k8s.io/v1/namespaces/${name}/networkpolicies`, {
      metadata: { name: 'p' },
      spec,
    });
  }
  print(`filled with ${PODS} pods in ${NAMESPACES} namespaces in`, (performance.now() - began) / 1000, 's');
}

function pod(index: number): unknown {
  const labels = { app: `app-${index % 7}`, tier: `tier-${index % 3}` };
  const containers = [{ name: 'c', image: 'example.invalid/c', ports: [{ containerPort: 8080 }] }];
  return { metadata: { name: `pod-${index}`, labels }, spec: { containers, terminationGracePeriodSeconds: 0 } };
}

async function measure(send: Send): Promise<void> {
  const { bytes } = await send('GET', '/api/v1/pods');
  print('all pods at one go, gzip', bytes / 1e6, 'MB');
  const began = performance.now();
  const product = await startProduct(['--kubeconfig', plane.kubeconfig]);
  const ask = await signedIn(product.url);
  const state = async () => JSON.parse(await ask('/api/v1/state'));
  while (!((await state()).revision > 0)) await sleep(50);
  print('start to first map', (performance.now() - began) / 1000, 's', 3);
  while ((await state()).kinds.pods.state !== 'live') await sleep(50);
  await sleep(5000);
  const metrics = await ask('/metrics');
  print('memory of our server', Number(/^netpol_studio_resident_bytes (\d+)$/m.exec(metrics)?.[1]) / 1e6, 'MB', 150);
  await printReaction('event to state', send, state);
  const revision = (await state()).revision;
  await plane.restartServer();
  const back = performance.now();
  while (
    Object.values((await state()).kinds as Record<string, { state: string }>).some((kind) => kind.state !== 'live')
  ) {
    await sleep(50);
  }
  print('API server restarted, all live after', (performance.now() - back) / 1000, 's', 30);
  print('revisions of the map begun anew', (await state()).revision < revision ? 1 : 0, '', 0);
  await printReaction('event to state, after the restart', send, state);
  print('exit code of ours', (await product.stop()) ?? -1, '', 0);
}

async function printReaction(
  figure: string,
  send: Send,
  state: () => Promise<{ kinds: { networkpolicies: { count: number } } }>,
): Promise<void> {
  const times: number[] = [];
  const path = '/apis/networking.k8s.io/v1/namespaces/bench-0/networkpolicies';
  const spec = { podSelector: {}, policyTypes: ['Ingress'] };
  for (let run = 0; run < 20; run++) {
    const { count } = (await state()).kinds.networkpolicies;
    const began = performance.now();
    if (run % 2 === 0) await send('POST', path, { metadata: { name: 'event' }, spec });
    else await send('DELETE', `${path}/event`);
    while ((await state()).kinds.networkpolicies.count === count) await sleep(20);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  print(`${figure}, p50 of 20`, times[10] ?? Number.NaN, 'ms', 400);
  print(`${figure}, most of 20`, times[19] ?? Number.NaN, 'ms', 400);
}

async function signedIn(url: string): Promise<(path: string) => Promise<string>> {
  const answer = await fetch(url, { redirect: 'manual' });
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return async (path) => (await fetch(new URL(path, url), { headers: { cookie } })).text();
}
