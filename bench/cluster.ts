/**
 * The size of a cluster: thousands of pods on a real API server, one JSON line a figure. Run by `npm run bench:cluster`
 * where there is a control plane. Pods are posted as they are and only pretend to run.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import type { Health } from '#stream';
import { startControlPlane } from '../harness/control-plane/control-plane.ts';
import { launch } from '../harness/launch.ts';
import { type Product, startProduct } from '../harness/product.ts';
import { type CountingProxy, countingProxy } from './counting-proxy.ts';
import { client, fillCluster, type Send } from './fill-cluster.ts';
import { firstMap, quantile, watchPaint } from './painted.ts';

const PODS = Number(process.env.BENCH_PODS ?? 10_000);
const NAMESPACES = Number(process.env.BENCH_NAMESPACES ?? Math.max(1, Math.min(150, Math.ceil(PODS / 60))));
const EVENTS = 20;
const PATIENCE_MS = 300_000;

function print(figure: string, value: number, unit: string, goal?: number): void {
  const rounded = Math.round(value * 100) / 100;
  process.stdout.write(
    `${JSON.stringify({ figure, value: rounded, unit, ...(goal === undefined ? {} : { goal }) })}\n`,
  );
}

const folder = mkdtempSync(join(tmpdir(), 'netpol-bench-'));
const plane = await startControlPlane(process.env.CONTROL_PLANE ?? '');
const proxy = await countingProxy(plane.kubeconfig, folder);
const browser = await chromium.launch(launch.launchOptions);
try {
  const send = client(plane.kubeconfig);
  const began = performance.now();
  const names = Array.from({ length: NAMESPACES }, (_, index) => `bench-${index}`);
  await fillCluster(send, PODS, names);
  print(`filled with ${PODS} pods in ${NAMESPACES} namespaces in`, (performance.now() - began) / 1000, 's');
  print('all pods at one go, gzip', (await send('GET', '/api/v1/pods')).bytes / 1e6, 'MB');
  await measure(send, await browser.newPage({ viewport: launch.viewport ?? null }), proxy);
} finally {
  await browser.close();
  proxy.close();
  await plane.stop();
  rmSync(folder, { recursive: true, force: true });
}

interface State {
  readonly revision: number;
  readonly incomplete?: readonly string[];
  readonly kinds: Health['kinds'];
}

async function measure(send: Send, page: Page, { kubeconfig, takeBytes }: CountingProxy): Promise<void> {
  takeBytes();
  const began = performance.now();
  const product = await startProduct(['--kubeconfig', kubeconfig]);
  const seconds = () => (performance.now() - began) / 1000;
  const first = page
    .goto(product.url)
    .then(() => firstMap(page, PATIENCE_MS))
    .then(seconds);
  const ask = asScript(product);
  const state = async (): Promise<State> => JSON.parse(await ask('/api/v1/state'));
  let known = await state();
  while (known.revision === 0) {
    await sleep(50);
    known = await state();
  }
  print('start to first snapshot', seconds(), 's', 3);
  print('pods in the first snapshot, at least', known.kinds.pods.count, '');
  await until(state, ({ kinds, incomplete }) => !incomplete && kinds.pods.state === 'live');
  print('start to all pods read', seconds(), 's');
  print('start to first map, painted', await first, 's', 3);
  print('bytes read until then', takeBytes() / 1e6, 'MB');
  await sleep(5000);
  print('memory of our server', resident(await ask('/metrics')), 'MB', 150);
  await printReaction('event to screen', send, page);
  const { revision } = await state();
  takeBytes();
  const isLive = ({ kinds }: State) => Object.values(kinds).every(({ state: now }) => now === 'live');
  const killed = performance.now();
  const back = plane.restartServer().then(() => performance.now());
  await until(state, (now) => !isLive(now));
  await until(state, isLive);
  const live = performance.now();
  print('API server killed and away for', ((await back) - killed) / 1000, 's');
  print('all live again after its return', Math.max(0, live - (await back)) / 1000, 's', 30);
  print('bytes read for that', takeBytes() / 1e6, 'MB');
  print('revisions of the map begun anew', (await state()).revision < revision ? 1 : 0, '', 0);
  await printReaction('event to screen, after the restart', send, page);
  print('memory of our server, after the restart', resident(await ask('/metrics')), 'MB', 150);
  print('exit code of ours', (await product.stop()) ?? -1, '', 0);
}

async function until(state: () => Promise<State>, holds: (state: State) => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!holds(await state())) {
    if (performance.now() > end) throw new Error(`Never: ${holds}`);
    await sleep(50);
  }
}

/** A policy comes and goes; counted from the server's answer until the numbers on the map are painted. */
async function printReaction(figure: string, send: Send, page: Page): Promise<void> {
  const times: number[] = [];
  const path = '/apis/networking.k8s.io/v1/namespaces/bench-0/networkpolicies';
  const spec = { podSelector: {}, policyTypes: ['Ingress'] };
  for (let run = 0; run < EVENTS; run++) {
    const shown = await watchPaint(page);
    if (run % 2 === 0) await send('POST', path, { metadata: { name: 'event' }, spec });
    else await send('DELETE', `${path}/event`);
    const began = Date.now();
    times.push((await shown()) - began);
    await sleep(300 + 37 * (run % 11));
  }
  print(`${figure}, p50 of ${EVENTS}`, quantile(times, 0.5), 'ms', 400);
  print(`${figure}, most of ${EVENTS}`, Math.max(...times), 'ms', 400);
}

function asScript({ api, token }: Product): (path: string) => Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  return async (path) => (await fetch(new URL(path, api), { headers })).text();
}

function resident(metrics: string): number {
  return Number(/^netpol_studio_resident_bytes (\d+)$/m.exec(metrics)?.[1]) / 1e6;
}
