/**
 * Whether the map keeps up with a large cluster that changes all the time, one JSON line a figure with its goal and the
 * load of the machine. Run by `npm run bench:churn`; the embedded cluster runs in this process.
 */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { type DemoCluster, type StoreEvent, startDemo } from '#demo';
import { kubeClient } from '../harness/kube-client.ts';
import { launch } from '../harness/launch.ts';
import { startProduct } from '../harness/product.ts';
import { writeCluster } from './churn-cluster.ts';
import { firstMap, quantile, watchPaint } from './painted.ts';

const PODS = Number(process.env.BENCH_PODS ?? 10_000);
const NAMESPACES = Number(process.env.BENCH_NAMESPACES ?? 150);
const POLICIES = Number(process.env.BENCH_POLICIES ?? 1_440);
const EVENTS = Number(process.env.BENCH_EVENTS ?? 20);
const SECONDS = Number(process.env.BENCH_CHURN_SECONDS ?? 20);
const RATES = [10, 50];
const PATIENCE_MS = 300_000;

function print(figure: string, value: number, unit: string, goal?: number): void {
  const rounded = Math.round(value * 10) / 10;
  const load = Math.round((loadavg()[0] ?? 0) * 10) / 10;
  const told = goal === undefined ? {} : { goal, met: value <= goal };
  process.stdout.write(`${JSON.stringify({ figure, value: rounded, unit, ...told, load })}\n`);
}

const folder = mkdtempSync(join(tmpdir(), 'netpol-bench-'));
const kubeconfig = join(folder, 'config');
const manifests = join(folder, 'manifests');
mkdirSync(manifests);
writeCluster(manifests, PODS, NAMESPACES, POLICIES);
const demo = await startDemo({ seed: { manifests }, kubeconfigPath: kubeconfig });
const client = kubeClient(kubeconfig);
const product = await startProduct(['--kubeconfig', kubeconfig]);
const browser = await chromium.launch(launch.launchOptions);
try {
  await measure(await browser.newPage({ viewport: launch.viewport ?? null }));
} finally {
  await browser.close();
  await product.stop();
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(page: Page): Promise<void> {
  const pods = podsOf(await kindOfPods(demo));
  print('pods', pods.names.length, 'pods');
  await page.goto(product.url);
  await firstMap(page, PATIENCE_MS);
  await settled(page);
  const quiet = await reactions(page);
  print(`quiet: API server to painted map, p50 of ${EVENTS}`, quantile(quiet, 0.5), 'ms', 300);
  print(`quiet: API server to painted map, p99 of ${EVENTS}`, quantile(quiet, 0.99), 'ms', 800);
  const before = await memory(page);
  for (const rate of RATES) {
    const stop = churn(pods, rate);
    await sleep(SECONDS * 1000);
    const during = await reactions(page);
    stop();
    const name = `${rate} pod labels a second, for ${SECONDS} s`;
    print(`${name}: API server to painted map, p50 of ${EVENTS}`, quantile(during, 0.5), 'ms', 1_000);
    print(`${name}: API server to painted map, most`, Math.max(...during), 'ms', 1_000);
  }
  const after = await memory(page);
  print('objects of the page before', before.page, 'MB');
  print('objects of the page grew by', after.page - before.page, 'MB', 5);
  print('memory of the server before', before.server, 'MB');
  print('memory of the server grew by', after.server - before.server, 'MB', 20);
}

/** All is read, and the map stands: a total that still grows by itself would pass for the answer to an event. */
async function settled(page: Page): Promise<void> {
  const total = () => page.locator('[data-testid=map-totals]').getAttribute('data-allowed');
  let last = await total();
  for (let still = 0; still < 10; ) {
    await sleep(500);
    const now = await total();
    still = now === last ? still + 1 : 0;
    last = now;
  }
}

/** A policy comes and goes; counted from the server's answer until the numbers on the map are painted. */
async function reactions(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let event = 0; event < EVENTS; event++) {
    const shown = await watchPaint(page);
    if (event % 2 === 0) {
      await client.applyPolicy({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'event', namespace: 'bench-0' },
        spec: { podSelector: {}, ingress: [{}] },
      });
    } else await client.deletePolicy('bench-0', 'event');
    const began = Date.now();
    times.push((await shown()) - began);
    // Apart by any share of a second: batches must not fall in step with this.
    await sleep(150 + 37 * (event % 11));
  }
  return times;
}

type Pods = ReturnType<typeof podsOf>;

function podsOf(kind: StoreEvent['kind']) {
  return { kind, names: demo.store.list(kind).map(({ metadata }) => [metadata.namespace, metadata.name] as const) };
}

/** Labels that no policy asks about; the answer ends it. */
function churn({ kind, names }: Pods, rate: number): () => void {
  let turn = 0;
  const timer = setInterval(() => {
    turn++;
    const [namespace, name = ''] = names[(turn * 7919) % names.length] ?? [];
    const pod = demo.store.get(kind, namespace, name);
    if (!pod) return;
    const labels = { ...pod.metadata.labels, turn: String(turn) };
    demo.store.put(kind, { ...pod, metadata: { ...pod.metadata, labels } });
  }, 1000 / rate);
  return () => clearInterval(timer);
}

/** The store knows kinds; the first event tells which is that of pods. */
function kindOfPods({ store }: DemoCluster): Promise<StoreEvent['kind']> {
  const found = new Promise<StoreEvent['kind']>((resolve) => {
    const stop = store.subscribe(({ kind }) => {
      if (kind.kind !== 'Pod') return;
      stop();
      resolve(kind);
    });
  });
  void client.scale('bench-0', 'app-0', 1);
  return found;
}

/** What is in use, in megabytes; of the page without its worker. */
async function memory(page: Page): Promise<{ readonly page: number; readonly server: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const headers = { authorization: `Bearer ${product.token}` };
  const metrics = await (await fetch(new URL('/metrics', product.api), { headers })).text();
  const server = Number(/^netpol_studio_resident_bytes (\d+)$/m.exec(metrics)?.[1]) / 1e6;
  return { page: usedSize / 1e6, server };
}
