/** Starts a program that never outlives this one: signals are passed on, and its end is waited for. */

import { spawn } from 'node:child_process';

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Resolves with its exit code, 128 + n when signal n ended it; rejects when it could not be started. */
export function runChild(command, args, options) {
  const child = spawn(command, args, options);
  const passOn = (signal) => child.kill(signal);
  for (const signal of PASSED_ON) process.on(signal, passOn);
  return new Promise((resolve, reject) => {
    const done = (settle, value) => {
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
