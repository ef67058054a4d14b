/** A storm of events: whether memory stays flat through it, and whether the end of it is lost or late. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoCluster, StoreEvent } from '#demo';
import type { Product } from '../harness/product.ts';
import { openReader, type StreamReader } from './stream-reader.ts';

export type Kind = StoreEvent['kind'];
export type Print = (figure: string, value: number, unit: string, goal?: number) => void;

const SECONDS = Number(process.env.BENCH_STORM_SECONDS ?? 60);
const RATE = 5_000;
/** What starts up, or grows to its size once, is no leak. */
const SETTLING_SECONDS = 15;
const WINDOW_SECONDS = 5;

/** `kind`: that of pods. Labels of pods change as fast as the server can tell it. In the end the reader must hold what the cluster holds. */
export async function benchStorm(product: Product, { store }: DemoCluster, kind: Kind, print: Print): Promise<void> {
  const reader = await openReader(product);
  const pods = store.list(kind).map(({ metadata }) => [metadata.namespace, metadata.name] as const);
  const before = await reader.memory();
  const samples: Sample[] = [];
  const sampling = setInterval(() => void sample(reader, began, samples), 500);
  let sent = 0;
  const began = performance.now();
  while (performance.now() - began < SECONDS * 1000) {
    const due = ((performance.now() - began) / 1000) * RATE;
    for (; sent < due; sent++) {
      const [namespace, name = ''] = pods[sent % pods.length] ?? [];
      const pod = store.get(kind, namespace, name);
      if (pod)
        store.put(kind, { ...pod, metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, n: String(sent) } } });
    }
    await sleep(10);
  }
  const seconds = (performance.now() - began) / 1000;
  clearInterval(sampling);
  const ended = performance.now();
  const isSame = () =>
    labelsOf(store.list(kind).map(({ metadata }) => metadata)) === labelsOf(reader.held()?.pods ?? []);
  while (!isSame() && performance.now() - ended < 20_000) await sleep(20);
  print('storm: events a second', sent / seconds, '1/s', RATE);
  print('storm: batches a second at the reader', reader.batches() / seconds, '1/s', 4);
  print('storm: bytes to the reader a second', reader.bytes() / seconds / 1e3, 'KB/s');
  print('storm: last state at the reader after', performance.now() - ended, 'ms', 1_000);
  print('storm: final states lost', isSame() ? 0 : 1, 'of 1', 0);
  printMemory(before.resident, samples, print);
  reader.close();
}

interface Sample {
  readonly second: number;
  readonly resident: number;
  readonly heap: number;
}

async function sample(reader: StreamReader, began: number, samples: Sample[]): Promise<void> {
  const memory = await reader.memory().catch(() => undefined);
  if (memory) samples.push({ second: (performance.now() - began) / 1000, ...memory });
}

/** Objects in use are what is left after a collection: the least of each few seconds. */
function printMemory(before: number, samples: readonly Sample[], print: Print): void {
  const settled = samples.filter(({ second }) => second >= SETTLING_SECONDS);
  const windows = Map.groupBy(settled, ({ second }) => Math.floor(second / WINDOW_SECONDS));
  const least = [...windows].map(([window, within]) => ({
    second: window * WINDOW_SECONDS,
    heap: Math.min(...within.map(({ heap }) => heap)),
  }));
  print('storm: memory of the server before', before, 'MB');
  print('storm: memory of the server, most', Math.max(...samples.map(({ resident }) => resident)), 'MB');
  print(
    'storm: memory grows once settled by',
    60 * slope(settled.map(({ second, resident }) => [second, resident])),
    'MB/min',
    3,
  );
  print('storm: objects in use, least of five seconds', Math.min(...least.map(({ heap }) => heap)), 'MB');
  print('storm: objects in use grow by', 60 * slope(least.map(({ second, heap }) => [second, heap])), 'MB/min', 1);
}

/** By least squares. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

function labelsOf(pods: readonly { readonly labels?: Readonly<Record<string, string>> }[]): string {
  return pods
    .map(({ labels }) => labels?.n ?? '')
    .toSorted()
    .join();
}
