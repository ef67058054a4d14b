/** What a snapshot's pods and policies weigh on the wire, and how long they take to pack and to unpack. */

import { brotliCompressSync, constants } from 'node:zlib';
import type { Snapshot } from '../lib/engine/index.ts';
import { packPods, unpackPods } from '../lib/stream/index.ts';
import { seeded } from './engine-cluster.ts';

type Print = (figure: string, cluster: string, value: number, unit: string, goal?: number) => void;

/** Goals by cluster, in kilobytes. */
const GOALS: Readonly<Record<string, number>> = { '20': 5, '10k': 60, '100k': 500 };

export function measureWire(snapshot: Snapshot, cluster: string, print: Print): void {
  const { policies, namespaces } = snapshot;
  const start = performance.now();
  const text = JSON.stringify({ namespaces, policies, pods: packPods(snapshot.pods) });
  const packed = performance.now();
  unpackPods(JSON.parse(text).pods);
  const unpacked = performance.now();
  print('wire, pack to text', cluster, packed - start, 'ms');
  print('wire, text to pods', cluster, unpacked - packed, 'ms');
  print('wire, packed text', cluster, text.length / 1e3, 'KB');
  print('wire, as it was', cluster, JSON.stringify(snapshot).length / 1e3, 'KB');
  print('wire, brotli', cluster, brotli(text) / 1e3, 'KB', GOALS[cluster]);
  const real = { namespaces, policies, pods: packPods(withRealNames(snapshot).pods) };
  print('wire, brotli, names as random as real ones', cluster, brotli(JSON.stringify(real)) / 1e3, 'KB');
}

/** Quality 5: what a server can afford for every reader. */
function brotli(text: string): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;
}

/** Real names end in five random characters: no packing makes them smaller. Uids are not sent. */
function withRealNames(snapshot: Snapshot): Snapshot {
  const next = seeded(5);
  const random = (length: number, base: number) =>
    Array.from({ length }, () => Math.floor(next() * base).toString(base)).join('');
  const pods = snapshot.pods.map((pod) => ({ ...pod, name: `${pod.workload.name}-${random(5, 27)}` }));
  return { ...snapshot, pods };
}
