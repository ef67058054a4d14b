/** Runs a credential command: without a shell, never for ever, and with all it started ended. */

import { type ChildProcess, spawn } from 'node:child_process';
import { visible } from '#terminal';
import { hideSecrets } from '../hide-secrets.ts';
import { TransportProblem } from '../kube-transport.ts';
import { findCommand } from './find-command.ts';
import type { GuardedCommand } from './guard-command.ts';

export interface CommandRun extends GuardedCommand {
  /** Said to the person where the command is not there. */
  readonly installHint?: string;
}

const LIMIT_MS = 30_000;
const LIMIT_BYTES = 1024 * 1024;

/** What it printed. Throws a TransportProblem that names the command and what it said. */
export async function runCommand(run: CommandRun, signal?: AbortSignal, limitMs = LIMIT_MS): Promise<string> {
  // Looked up here and not by `spawn`, which would take the PATH that the command is given.
  const path = run.command.includes('/') ? run.command : await findCommand(run.command);
  if (path === undefined) throw commandFailed(run, 'is not in any folder of the PATH', true);
  const child = spawn(path, run.args, {
    env: { ...process.env, ...run.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: false,
    // A group of its own, so that what the command started ends with it.
    detached: true,
  });
  let late = false;
  const kill = () => killGroup(child);
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, limitMs);
  signal?.addEventListener('abort', kill);
  process.once('exit', kill);
  const [stdout, stderr, end] = await Promise.all([
    gather(child.stdout, LIMIT_BYTES, kill),
    gather(child.stderr, 4096, () => undefined),
    endOf(child),
  ]);
  clearTimeout(timer);
  signal?.removeEventListener('abort', kill);
  process.off('exit', kill);
  if (end.error) throw commandFailed(run, `cannot be started (${end.error.code ?? end.error.message})`, true);
  if (stdout.length >= LIMIT_BYTES) throw commandFailed(run, 'printed more than 1 MiB');
  if (late) throw commandFailed(run, `gave no answer within ${limitMs / 1000} s`);
  if (end.code === null) throw commandFailed(run, 'was ended before it answered');
  if (end.code !== 0)
    throw commandFailed(run, `ended with status ${end.code}: ${lastLine(stderr) || 'it said nothing'}`);
  return stdout;
}

export function commandFailed(run: CommandRun, what: string, hint = false): TransportProblem {
  const help = hint && run.installHint ? ` ${oneLine(run.installHint)}` : '';
  return new TransportProblem('credential', visible(`The credential command "${run.command}" ${what}.${help}`));
}

function endOf(child: ChildProcess): Promise<{ code: number | null; error?: NodeJS.ErrnoException }> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, error }));
    child.once('close', (code) => resolve({ code }));
  });
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

async function gather(stream: NodeJS.ReadableStream, limit: number, tooMuch: () => void): Promise<string> {
  let gathered = '';
  stream.setEncoding('utf8');
  try {
    for await (const chunk of stream) {
      if (gathered.length < limit) gathered += chunk;
      if (gathered.length >= limit) tooMuch();
    }
  } catch {
    // The end of the process says what went wrong.
  }
  return gathered.slice(0, limit);
}

function lastLine(output: string): string {
  return hideSecrets(oneLine(output.trim().split('\n').pop() ?? '').slice(0, 300));
}

function oneLine(words: string): string {
  return words.trim().replace(/\s+/g, ' ');
}
