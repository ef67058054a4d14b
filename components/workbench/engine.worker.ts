/// <reference lib="webworker" />
/** The browser's worker: runs the analyst off the main thread, so that typing never waits for the engine. */

import { createAnalyst, type ToAnalyst } from '#workbench';

const analyst = createAnalyst((message) => postMessage(message));
addEventListener('message', (event: MessageEvent<ToAnalyst>) => analyst.handle(event.data));
