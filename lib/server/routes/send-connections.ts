/** Answers with the list that a thread makes, as it is made. Whoever leaves ends the work. */

import type { ServerResponse } from 'node:http';
import { Worker } from 'node:worker_threads';
import type { Level } from '#engine';
import type { ClusterSnapshot } from '#stream';
import { type HttpRefusal, sendRefusal } from '../http/answer.ts';
import { dataHeaders } from '../http/headers.ts';
import type { FromConnections } from './connections-messages.ts';

export interface Limits {
  /** More is no answer for one request. */
  readonly mostRows: number;
  /** Threads at once: each has a core, and holds the snapshot. */
  readonly mostThreads: number;
  readonly longestMs: number;
}

const LIMITS: Limits = { mostRows: 500_000, mostThreads: 2, longestMs: 120_000 };

/** Megabytes of objects in the thread; beyond, the thread ends and nothing else. */
const MEMORY_MB = 2048;

/** One for all requests, which share the limits. */
export function connectionSender(limits: Limits = LIMITS) {
  let running = 0;
  return async (response: ServerResponse, snapshot: ClusterSnapshot, level: Level): Promise<void> => {
    if (running >= limits.mostThreads) return sendRefusal(response, BUSY);
    running++;
    let finish: () => void;
    try {
      finish = await sendList(response, snapshot, level, limits);
    } finally {
      running--;
    }
    // Not before the thread is gone: whoever has an answer may ask for the next.
    finish();
  };
}

/** All but the end of the answer, which is returned. Rejects where the thread failed. */
async function sendList(
  response: ServerResponse,
  snapshot: ClusterSnapshot,
  level: Level,
  limits: Limits,
): Promise<() => void> {
  const { mostRows, longestMs } = limits;
  const worker = new Worker(new URL('./connections.worker.ts', import.meta.url), {
    workerData: { snapshot, level, mostRows },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const end = () => void worker.terminate();
  const late = setTimeout(end, longestMs);
  response.once('close', end);
  let last: FromConnections | undefined;
  const write = writer(response);
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (message: FromConnections) => {
        last = message;
        write(message);
      });
      worker.once('error', reject);
      worker.once('exit', resolve);
    });
  } finally {
    clearTimeout(late);
    response.off('close', end);
  }
  return () => {
    if (last?.type === 'too-many') sendRefusal(response, tooMany(last.rows, mostRows));
    else if (last?.type === 'end') response.end(response.req.method === 'HEAD' ? undefined : ']}\n');
    else if (response.headersSent) response.destroy();
    else sendRefusal(response, TOO_LONG);
  };
}

function writer(response: ServerResponse): (message: FromConnections) => void {
  let isFirst = true;
  const say = (text: string) => {
    if (response.req.method !== 'HEAD') response.write(text);
  };
  return (message) => {
    if (message.type === 'begin') {
      response.writeHead(200, { ...dataHeaders, 'content-type': 'application/json; charset=utf-8' });
      say(`${JSON.stringify(message.facts).slice(0, -1)},"connections":[`);
    }
    if (message.type !== 'rows') return;
    say(isFirst ? message.text : `,${message.text}`);
    isFirst = false;
  };
}

const ELSEWHERE = '`netpol list --context NAME` writes them to a file, or ask for level=workload.';

function tooMany(rows: number, most: number): HttpRefusal {
  const message = `There are ${rows} connections, and one answer has ${most} at most: ${ELSEWHERE}`;
  return { status: 413, code: 'too-many', message };
}

const TOO_LONG: HttpRefusal = {
  status: 413,
  code: 'too-many',
  message: `The list takes too long to make: ${ELSEWHERE}`,
};

const BUSY: HttpRefusal = {
  status: 429,
  code: 'too-often',
  message: 'Other lists are being made; try again in 5 s.',
  headers: { 'retry-after': '5' },
};
