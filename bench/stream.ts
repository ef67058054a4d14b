/**
 * From an event in the cluster to the screen, and a storm of events, one JSON line a figure. Run by
 * `npm run bench:stream`. The embedded cluster runs in this process; the product is started on it as on any other.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { type DemoCluster, type StoreEvent, startDemo } from '#demo';
import { applyMessage, type ClusterSnapshot, type StreamMessage, unpackMessage } from '#stream';
import { kubeClient } from '../e2e/kube-client.ts';
import { launch } from '../e2e/launch.ts';
import { type Product, startProduct } from '../e2e/product.ts';
import { studioOf } from '../e2e/studio.ts';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 100);
const STORM_SECONDS = Number(process.env.BENCH_STORM_SECONDS ?? 60);
const STORM_RATE = 5_000;

const POLICY = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'bench', namespace: 'ui' },
  spec: { podSelector: {}, policyTypes: ['Egress'] },
};

function print(figure: string, value: number, unit: string, goal?: number): void {
  const rounded = Math.round(value * 10) / 10;
  process.stdout.write(
    `${JSON.stringify({ figure, value: rounded, unit, ...(goal === undefined ? {} : { goal }) })}\n`,
  );
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const folder = mkdtempSync(join(tmpdir(), 'netpol-bench-'));
const kubeconfig = join(folder, 'config');
const demo = await startDemo({ seed: 'eks-workshop', kubeconfigPath: kubeconfig });
const product = await startProduct(['--kubeconfig', kubeconfig]);
try {
  await benchEvents();
  await benchStorm(product, demo);
} finally {
  await product.stop();
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** A policy comes and goes; counted from the server's answer until the numbers on the map are painted. */
async function benchEvents(): Promise<void> {
  const browser = await chromium.launch(launch.launchOptions);
  try {
    const page = await browser.newPage({ viewport: launch.viewport ?? null });
    const studio = studioOf(page);
    await studio.open(product.url);
    await studio.showsAllowed(90);
    const client = kubeClient(kubeconfig);
    const times: number[] = [];
    for (let event = 0; event < EVENTS; event++) {
      const shown = painted(page);
      const began = Date.now();
      if (event % 2 === 0) await client.applyPolicy(POLICY);
      else await client.deletePolicy('ui', 'bench');
      times.push((await shown) - began);
      // Apart by any share of a second: batches must not fall in step with this.
      await sleep(150 + 37 * (event % 11));
    }
    print(`event to screen, p50 of ${EVENTS}`, quantile(times, 0.5), 'ms', 150);
    print(`event to screen, p99 of ${EVENTS}`, quantile(times, 0.99), 'ms', 400);
  } finally {
    await browser.close();
  }
}

/** When the total of the map has changed and a frame with it was drawn, in milliseconds since 1970. */
function painted(page: Page): Promise<number> {
  return page.evaluate(() => {
    const totals = document.querySelector('[data-testid=map-totals]');
    return new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
      });
      if (totals) observer.observe(totals, { attributes: true, attributeFilter: ['data-allowed'] });
    });
  });
}

/** Labels of pods change as fast as the server can tell it. In the end the reader must hold what the cluster holds. */
async function benchStorm({ url }: Product, { store }: DemoCluster): Promise<void> {
  const reader = await openReader(url);
  const kind = await kindOfPods(store);
  const pods = store.list(kind).map(({ metadata }) => [metadata.namespace, metadata.name] as const);
  const before = await residentMegabytes(reader);
  let sent = 0;
  let most = before;
  const began = performance.now();
  while (performance.now() - began < STORM_SECONDS * 1000) {
    const due = ((performance.now() - began) / 1000) * STORM_RATE;
    for (; sent < due; sent++) {
      const [namespace, name = ''] = pods[sent % pods.length] ?? [];
      const pod = store.get(kind, namespace, name);
      if (pod)
        store.put(kind, { ...pod, metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, n: String(sent) } } });
    }
    if (sent % 10 === 0) most = Math.max(most, await residentMegabytes(reader));
    await sleep(10);
  }
  const seconds = (performance.now() - began) / 1000;
  const expected = () =>
    store
      .list(kind)
      .map((pod) => pod.metadata.labels?.n ?? '')
      .toSorted();
  const held = () => (reader.held()?.pods ?? []).map(({ labels }) => labels.n ?? '').toSorted();
  const ended = performance.now();
  while (expected().join() !== held().join() && performance.now() - ended < 20_000) await sleep(20);
  const isSame = expected().join() === held().join();
  await sleep(2000);
  print('storm: events a second', sent / seconds, '1/s', STORM_RATE);
  print('storm: batches a second at the reader', reader.batches() / seconds, '1/s', 4);
  print('storm: last state at the reader after', performance.now() - ended - 2000, 'ms');
  print('storm: final states lost', isSame ? 0 : 1, 'of 1', 0);
  print('storm: memory of the server before', before, 'MB');
  print('storm: memory of the server, most', most, 'MB');
  print('storm: memory of the server after', await residentMegabytes(reader), 'MB');
  reader.close();
}

/** The store knows kinds; the first event tells which is that of pods. */
async function kindOfPods(store: DemoCluster['store']): Promise<StoreEvent['kind']> {
  const found = new Promise<StoreEvent['kind']>((resolve) => {
    const stop = store.subscribe(({ kind }) => {
      if (kind.kind !== 'Pod') return;
      stop();
      resolve(kind);
    });
  });
  await kubeClient(kubeconfig).scale('ui', 'ui', 2);
  return found;
}

interface Reader {
  readonly url: string;
  readonly cookie: string;
  batches(): number;
  held(): ClusterSnapshot | undefined;
  close(): void;
}

/** Signs in as a script does, and keeps the stream as a page does. */
async function openReader(url: string): Promise<Reader> {
  const signedIn = await fetch(url, { redirect: 'manual' });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  let batches = 0;
  let held: ClusterSnapshot | undefined;
  const request = get(new URL('/api/v1/stream', url), { headers: { cookie } }, (response) => {
    const lines = createInterface(response);
    lines.on('error', () => undefined);
    lines.on('line', (line) => {
      if (!line.startsWith('data: ')) return;
      const message: StreamMessage = unpackMessage(JSON.parse(line.slice(6)));
      if (message.type === 'change') batches++;
      held = applyMessage(held, message).snapshot;
    });
  });
  request.on('error', () => undefined);
  return { url, cookie, batches: () => batches, held: () => held, close: () => request.destroy() };
}

async function residentMegabytes({ url, cookie }: Pick<Reader, 'url' | 'cookie'>): Promise<number> {
  const answer = await fetch(new URL('/metrics', url), { headers: { cookie } });
  return Number(/^netpol_studio_resident_bytes (\d+)$/m.exec(await answer.text())?.[1]) / 1e6;
}
