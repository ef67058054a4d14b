import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ENDS_WITH_US } from './child.mjs';

/** A parent that starts a child that never ends by itself; prints the child's number. */
const PARENT = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, [...${JSON.stringify(ENDS_WITH_US)}, '-e', CHILD], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.once('data', () => console.log(child.pid));
  setInterval(() => {}, 1000);
`;

async function startPair(child: string): Promise<{ parent: ChildProcess; child: number }> {
  const script = PARENT.replace('CHILD', JSON.stringify(child));
  const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(parent.stdout), 'line');
  const pid = Number(line);
  onTestFinished(() => {
    parent.kill('SIGKILL');
    if (runs(pid)) process.kill(pid, 'SIGKILL');
  });
  return { parent, child: pid };
}

function runs(pid: number): boolean {
  const { status, stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 && !stdout.trim().startsWith('Z');
}

const IN_TIME = { timeout: 20_000, interval: 100 };

test.each([
  ['ends when asked to', 'console.log(1); setInterval(() => {}, 1000)'],
  ['does not hear', "process.on('SIGTERM', () => {}); console.log(1); setInterval(() => {}, 1000)"],
])('a step that %s ends when the one who started it was killed', async (_, script) => {
  const { parent, child } = await startPair(script);
  expect(runs(child)).toBe(true);
  parent.kill('SIGKILL');
  await vi.waitUntil(() => !runs(child), IN_TIME);
});

test('a step ends by itself no later than without the watch', async () => {
  const child = spawn(process.execPath, [...ENDS_WITH_US, '-e', '0'], { stdio: 'ignore' });
  expect(await once(child, 'exit')).toEqual([0, null]);
});
