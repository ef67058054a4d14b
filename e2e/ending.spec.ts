/** Nothing that was started outlives the one who started it, whichever of them ends and however. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { findBelow, running } from './process-tree.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STARTER = join(ROOT, 'bin/start.mjs');
const FLAGS = ['--demo', '--json', '--port', '0'];
const NPM = ['start', '--silent', '--', ...FLAGS];

const IN_TIME = { timeout: 20_000 };

let folder = '';
let started: number[] = [];

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netpol-studio-ending-'));
  started = [];
});
test.afterEach(() => {
  for (const pid of running(started)) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** What runs this test may itself be a script of npm, whose environment says so. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_ENV } = process.env;
  const other = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  return { ...other, NODE_ENV };
}

/** Runs a command line of a shell in a group of its own, and waits until the server has printed its line into `out`. */
async function start(line: string): Promise<ChildProcess> {
  const out = join(folder, 'out');
  const child = spawn('sh', ['-c', line], {
    cwd: ROOT,
    env: { ...environment(), OUT: out },
    stdio: 'ignore',
    detached: true,
  });
  await expect.poll(() => readIfThere(out), IN_TIME).toContain('"url"');
  return child;
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function pidOf(root: number | undefined, text: string): number {
  const pid = root === undefined ? undefined : findBelow(root, text);
  if (pid === undefined) throw new Error(`There is no ${text} below ${root}.`);
  started.push(pid);
  return pid;
}

const api = () => String(JSON.parse(readIfThere(join(folder, 'out'))).api);
const answers = () =>
  fetch(new URL('/healthz', api())).then(
    ({ ok }) => ok,
    () => false,
  );

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' ');
const BY_NPM = `exec npm ${quoted(NPM)} > "$OUT"`;
const DIRECTLY = `exec '${process.execPath}' ${quoted([STARTER, ...FLAGS])} > "$OUT"`;

interface Chain {
  readonly npm: number;
  readonly starter: number;
  readonly server: number;
}

async function startByNpm(): Promise<Chain> {
  const { pid } = await start(BY_NPM);
  const npm = pidOf(pid, 'npm');
  return { npm, starter: pidOf(pid, 'node bin/start.mjs --'), server: pidOf(pid, 'dist/server.js') };
}

for (const signal of ['SIGTERM', 'SIGHUP', 'SIGKILL'] as const) {
  test(`${signal} to npm ends everything below it`, async () => {
    const { npm, starter, server } = await startByNpm();
    expect(await answers()).toBe(true);
    process.kill(npm, signal);
    await expect.poll(() => running([npm, starter, server]), IN_TIME).toEqual([]);
    expect(await answers()).toBe(false);
  });
}

test('Ctrl-C, which a terminal sends to all of them, ends everything', async () => {
  const { npm, starter, server } = await startByNpm();
  process.kill(-npm, 'SIGINT');
  await expect.poll(() => running([npm, starter, server]), IN_TIME).toEqual([]);
});

test('the end of the starter ends the server and npm', async () => {
  const { npm, starter, server } = await startByNpm();
  process.kill(starter, 'SIGKILL');
  await expect.poll(() => running([npm, starter, server]), IN_TIME).toEqual([]);
});

test('the end of the server ends the starter and npm', async () => {
  const { npm, starter, server } = await startByNpm();
  process.kill(server, 'SIGKILL');
  await expect.poll(() => running([npm, starter, server]), IN_TIME).toEqual([]);
});

for (const signal of ['SIGTERM', 'SIGHUP', 'SIGKILL'] as const) {
  test(`without npm, ${signal} to the starter ends the server`, async () => {
    const { pid } = await start(DIRECTLY);
    const [starter, server] = [pidOf(pid, STARTER), pidOf(pid, 'dist/server.js')];
    process.kill(starter, signal);
    await expect.poll(() => running([starter, server]), IN_TIME).toEqual([]);
  });
}

/** Long enough for whoever looks twice a second to have looked several times. */
const LOOKS_MS = 3000;

for (const [how, line] of [
  ['nohup of the starter', `nohup ${DIRECTLY.replace('exec ', '')} & echo $! > "$OUT.pid"`],
  ['npm in the background', `${BY_NPM.replace('exec ', '')} & echo $! > "$OUT.pid"`],
] as const) {
  test(`${how}, in a shell that ends then, goes on until it is told to end`, async () => {
    const shell = await start(line);
    const root = Number(readIfThere(join(folder, 'out.pid')));
    const chain = [pidOf(root, 'start'), pidOf(root, 'dist/server.js')];
    await expect.poll(() => shell.exitCode, IN_TIME).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, LOOKS_MS));
    expect(running(chain)).toHaveLength(chain.length);
    expect(await answers()).toBe(true);
    process.kill(root, 'SIGTERM');
    await expect.poll(() => running(chain), IN_TIME).toEqual([]);
  });
}
