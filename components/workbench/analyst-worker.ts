/** Starts the worker that holds the engine, and speaks to it. */

import type { FromAnalyst, ToAnalyst } from '#workbench';

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
  worker.addEventListener('message', (event: MessageEvent<FromAnalyst>) => onAnswer(event.data));
  worker.addEventListener('error', (event) => onFault(event.message || 'the engine could not be loaded'));
  return { post: (message) => worker.postMessage(message), stop: () => worker.terminate() };
}
