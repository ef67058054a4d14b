/** Loaded by `--import` before a step of the build: it ends when the process that started it is gone, also by SIGKILL. */

import { isMainThread } from 'node:worker_threads';

const EVERY_MS = 500;
/** A step that does not end when it is asked to. */
const LONGEST_MS = 5000;

if (isMainThread) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    setTimeout(() => process.exit(1), LONGEST_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  }, EVERY_MS);
  timer.unref();
}
