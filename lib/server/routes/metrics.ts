/** Figures for Prometheus, in its text form. Names and states only: nothing of what the cluster holds. */

import type { Known } from '#cluster';
import { STATE_KINDS } from '#stream';
import type { EventLoopWatch } from '../process/event-loop-watch.ts';
import type { StreamHub } from '../stream/stream-hub.ts';

export function metricsText({ snapshot, health }: Known, hub: StreamHub, eventLoop: EventLoopWatch): string {
  const memory = process.memoryUsage();
  const kinds = STATE_KINDS.map((kind) => ({ kind, ...health.kinds[kind] }));
  return [
    gauge('netpol_studio_resident_bytes', 'Memory of this process.', [['', memory.rss]]),
    gauge('netpol_studio_heap_bytes', 'Objects in use, and those not collected yet.', [['', memory.heapUsed]]),
    counter(
      'netpol_studio_event_loop_blocks_total',
      'Times this process did nothing else for 0.2 s.',
      eventLoop.blocks,
    ),
    gauge('netpol_studio_event_loop_longest_block_seconds', 'Of the last minute.', [
      ['', eventLoop.longestMs() / 1000],
    ]),
    gauge('netpol_studio_stream_readers', 'Open streams to browsers.', [['', hub.readers]]),
    gauge('netpol_studio_snapshot_revision', 'Revision last announced.', [['', snapshot?.revision ?? 0]]),
    gauge(
      'netpol_studio_objects',
      'Objects known, by kind.',
      kinds.map(({ kind, count }) => [`{kind="${kind}"}`, count]),
    ),
    gauge(
      'netpol_studio_kind_live',
      'Whether a kind is live.',
      kinds.map(({ kind, state }) => [`{kind="${kind}"}`, state === 'live' ? 1 : 0]),
    ),
    gauge(
      'netpol_studio_kind_age_seconds',
      'Since something of the kind was last understood; absent before the first time.',
      kinds.flatMap(({ kind, ageMs }) => (ageMs === null ? [] : [[`{kind="${kind}"}`, ageMs / 1000] as const])),
    ),
  ].join('');
}

function counter(name: string, help: string, count: number): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} counter\n${name} ${count}\n`;
}

function gauge(name: string, help: string, samples: readonly (readonly [string, number])[]): string {
  const lines = samples.map(([labels, value]) => `${name}${labels} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`;
}
