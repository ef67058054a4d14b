/** The programs of one control plane: started, watched, and ended together. */

import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Processes {
  /** Its output goes to `NAME.log` in the folder. */
  start(name: string, args: readonly string[]): void;
  /** Ends one, and starts it again as it was. */
  restart(name: string): Promise<void>;
  /** Throws when one has ended that should be running, with the end of its log. */
  check(): void;
  /** Asks all of them at once; kills what is left after two seconds. */
  stop(): Promise<void>;
}

export function createProcesses(binaries: string, folder: string): Processes {
  const running = new Map<string, ChildProcess>();
  // Whatever ends this process, nothing stays behind.
  const killAll = () => {
    for (const child of running.values()) child.kill('SIGKILL');
  };
  process.once('exit', killAll);
  const given = new Map<string, readonly string[]>();
  return {
    async restart(name) {
      const child = running.get(name);
      const ended = new Promise((resolve) => child?.once('exit', resolve));
      child?.kill('SIGKILL');
      await ended;
      this.start(name, given.get(name) ?? []);
    },
    start(name, args) {
      given.set(name, args);
      const child = spawn(join(binaries, name), args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
      const log = createWriteStream(join(folder, `${name}.log`));
      child.stdout?.pipe(log, { end: false });
      child.stderr?.pipe(log, { end: false });
      running.set(name, child);
    },
    check() {
      for (const [name, child] of running) {
        if (child.exitCode === null && child.signalCode === null) continue;
        const log = readFileSync(join(folder, `${name}.log`), 'utf8');
        throw new Error(`${name} ended with ${child.exitCode ?? child.signalCode}:\n${log.slice(-2000)}`);
      }
    },
    async stop() {
      const children = [...running.values()].filter((child) => child.exitCode === null && child.signalCode === null);
      const ended = children.map((child) => new Promise((resolve) => child.once('exit', resolve)));
      for (const child of children) child.kill('SIGTERM');
      const late = setTimeout(killAll, 2000);
      await Promise.all(ended);
      clearTimeout(late);
      process.off('exit', killAll);
    },
  };
}
