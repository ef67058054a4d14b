/** Starts the worker that holds the engine, and speaks to it. */

import { answerUnpacker, type FromAnalyst, type PackedAnswer, type ToAnalyst } from '#workbench';
import { afterPaint } from './after-paint.ts';
import { hearReadings, type SayReadingsOn } from './reading-channel.ts';

/** The last reachability stands on the screen. */
export interface Painted {
  readonly type: 'painted';
}

export interface AnalystWorker {
  post(message: ToAnalyst): void;
  stop(): void;
}

export function startAnalystWorker(
  onAnswer: (message: FromAnalyst) => void,
  onFault: (message: string) => void,
): AnalystWorker {
  // The bundler needs a literal, relative path to a file of ours here.
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
  const unpack = answerUnpacker((answer) => {
    // Also where taking it fails: the next one may be better.
    if (answer.type === 'reachability') afterPaint(() => post({ type: 'painted' }));
    onAnswer(answer);
  });
  const readings = hearReadings(unpack);
  const post = (message: ToAnalyst | SayReadingsOn | Painted) => worker.postMessage(message);
  worker.addEventListener('message', (event: MessageEvent<PackedAnswer>) => unpack(event.data));
  worker.addEventListener('error', (event) => onFault(event.message || 'the engine could not be loaded'));
  post(readings.hello);
  const stop = () => {
    readings.close();
    worker.terminate();
  };
  return { post, stop };
}
