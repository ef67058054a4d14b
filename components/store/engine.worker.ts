/// <reference lib="webworker" />
/** The browser's worker: runs the analyst off the main thread, so that typing never waits for the engine. */

import { answerPacker, buildPace, createAnalyst, loadDraftReader, type ToAnalyst } from '#workbench';
import type { Painted } from './analyst-worker.ts';
import type { SayReadingsOn } from './reading-channel.ts';

let readings: BroadcastChannel | undefined;
const pack = answerPacker();

/** What is put here is done behind the messages that wait already. */
const waiting: (() => void)[] = [];
const behind = new MessageChannel();
behind.port1.onmessage = () => waiting.shift()?.();
function doBehind(act: () => void): void {
  waiting.push(act);
  behind.port2.postMessage(undefined);
}

const pace = buildPace(doBehind);
const analyst = createAnalyst(
  (answer) => {
    if (answer.type === 'reachability') pace.answered();
    const packed = pack(answer);
    if (packed.type === 'packed reading' && readings) readings.postMessage(packed);
    else postMessage(packed);
  },
  loadDraftReader,
  (milliseconds, act) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
  pace,
);

/** Once the map stands: what reads a draft must be there at once, also when our server has gone meanwhile. */
const EARLY_MS = 3000;
setTimeout(() => void loadDraftReader().catch(() => undefined), EARLY_MS);

/**
 * Of texts that came while one was being read only the last is read: text put in by a program comes a letter at a time.
 */
let latest: ToAnalyst | undefined;
function readLatest(): void {
  const message = latest;
  latest = undefined;
  if (message) analyst.handle(message);
}

addEventListener('message', ({ data }: MessageEvent<ToAnalyst | SayReadingsOn | Painted>) => {
  if (data.type === 'say readings on') {
    readings = new BroadcastChannel(data.channel);
    return;
  }
  if (data.type === 'painted') {
    pace.painted();
    return;
  }
  if (data.type !== 'draft') {
    analyst.handle(data);
    return;
  }
  if (!latest) doBehind(readLatest);
  latest = data;
});
