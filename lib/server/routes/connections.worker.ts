/** Lists the connections of one snapshot in a thread of its own: minutes of work must hold nothing else up. */

import { parentPort, workerData } from 'node:worker_threads';
import { createEngine, type Level } from '#engine';
import { type ClusterSnapshot, profileOf } from '#stream';
import type { FromConnections } from './connections-messages.ts';

/** Rows that are sent at once. */
const BATCH = 1000;

function list(
  snapshot: ClusterSnapshot,
  level: Level,
  mostRows: number,
  say: (message: FromConnections) => void,
): void {
  const engine = createEngine(snapshot, profileOf(snapshot.enforcement));
  const { totals } = engine.reachability();
  const rows = level === 'pod' ? engine.totals().allowed : totals.allowed + (totals.unknown ?? 0);
  // Counting is cheap, for pods are counted by class; listing is what takes memory.
  if (rows > mostRows) {
    say({ type: 'too-many', rows });
    return;
  }
  const { epoch, revision } = snapshot;
  say({ type: 'begin', facts: { epoch, revision, level, totals } });
  const connections = engine.connections(level);
  for (let at = 0; at < connections.length; at += BATCH) {
    const texts = connections.slice(at, at + BATCH).map((row) => JSON.stringify(row));
    say({ type: 'rows', text: texts.join(',') });
  }
  say({ type: 'end' });
}

const { snapshot, level, mostRows } = workerData;
list(snapshot, level, mostRows, (message) => parentPort?.postMessage(message));
