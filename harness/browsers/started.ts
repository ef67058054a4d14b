/** A program that is started for tests, and ends with them. */

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface Started {
  readonly child: ChildProcess;
  /** Resolves with what the pattern found in a line that the program wrote; rejects if it ends before. */
  says(stream: Readable, pattern: RegExp): Promise<string>;
  /** Asks it to end and waits until it has. */
  end(): Promise<void>;
}

export function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv, extraPipes = 0): Started {
  const pipes = Array.from({ length: 3 + extraPipes }, (_, at) => (at === 0 ? ('ignore' as const) : ('pipe' as const)));
  const child = spawn(command, args, { stdio: pipes, env });
  const kill = () => child.kill('SIGTERM');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
  ended.catch(() => {}).finally(() => process.off('exit', kill));
  let last = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    last = `${last}${chunk}`.slice(-2_000);
  });
  child.stdout?.resume();
  return {
    child,
    says(stream, pattern) {
      const line = new Promise<string>((resolve) => {
        createInterface(stream).on('line', (text) => {
          const found = pattern.exec(text)?.[1];
          if (found !== undefined) resolve(found);
        });
      });
      const gone = ended.then(() => Promise.reject(new Error(`${command} ended: ${last}`)));
      return Promise.race([line, gone]);
    },
    async end() {
      kill();
      await ended;
    },
  };
}
