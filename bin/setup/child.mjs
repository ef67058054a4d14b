/** Starts a program that never outlives this one: signals are passed on, and its end is waited for. */

import { spawn } from 'node:child_process';
import { inRoot } from './paths.mjs';

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** The server needs up to 13 s for a write that runs; what takes longer does not hear. */
const LONGEST_END_MS = 20_000;

/** For a Node that opens no channel to this process: it ends when this process is gone, also by SIGKILL. */
export const ENDS_WITH_US = ['--import', inRoot('bin/setup/end-with-parent.mjs')];

/** Resolves with its exit code, 128 + n when signal n ended it; rejects when it could not be started. */
export function runChild(command, args, options) {
  const child = spawn(command, args, options);
  let cut;
  const passOn = (signal) => {
    child.kill(signal);
    cut ??= setTimeout(() => child.kill('SIGKILL'), LONGEST_END_MS);
  };
  for (const signal of PASSED_ON) process.on(signal, passOn);
  return new Promise((resolve, reject) => {
    const done = (settle, value) => {
      clearTimeout(cut);
      for (const signal of PASSED_ON) process.off(signal, passOn);
      settle(value);
    };
    child.once('error', (error) => done(reject, error));
    child.once('exit', (code, signal) => done(resolve, code ?? exitCodeOf(signal)));
  });
}

function exitCodeOf(signal) {
  return { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 }[signal] ?? 1;
}

/** Whether a code of `runChild` says that a person asked for the end. */
export function wasStopped(code) {
  return code === 129 || code === 130 || code === 143;
}
