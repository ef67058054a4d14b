/** The server as a process: what it says on a terminal of names that strangers chose. */

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { serverFlags } from '../../../bin/setup/flags.mjs';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

interface Said {
  out: string;
  err: string;
}

async function serve(folder: string): Promise<Said> {
  return (await started(folder)).said;
}

async function started(folder: string) {
  const options = { mode: 'files', manifests: folder, port: 0, json: true, allowExec: [] };
  const flags = ['--disable-warning=ExperimentalWarning', MAIN, ...serverFlags(options, folder)];
  const env = { ...process.env, XDG_STATE_HOME: folderWith('unused', '') };
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'pipe'], env });
  onTestFinished(() => new Promise((resolve) => child.once('exit', () => resolve()).kill('SIGKILL')));
  const said = { out: '', err: '' };
  child.stdout.on('data', (bytes) => {
    said.out += bytes;
  });
  child.stderr.on('data', (bytes) => {
    said.err += bytes;
  });
  await vi.waitUntil(() => said.out.includes('\n'), { timeout: 30_000 });
  return { said, child };
}

function folderWith(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), text);
  return folder;
}

/** All that could move the cursor, colour, hide or turn text round, but for the ends of lines. */
const UNSEEN = /[^\P{Cc}\n]|\p{Cf}/u;

test('names of files reach the terminal written out', async () => {
  const said = await serve(folderWith('a\u001b[2Kb\u202e.yaml', 'kind: Strange\n'));
  await vi.waitUntil(() => said.err.includes('b\\u202e.yaml'), { timeout: 30_000 });
  expect(said.err).toContain('netpol-studio: a\\u001b[2Kb\\u202e.yaml:1: ');
  expect(said.err).not.toMatch(UNSEEN);
});

test('SIGUSR2 ends what the addresses before let in, and prints new ones', async () => {
  const { said, child } = await started(folderWith('a.yaml', ''));
  const lines = () =>
    said.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  const status = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${lines()[0].api}/api/v1/state`, { headers })).status;
  };
  const [before] = lines();
  expect(before.url).toMatch(/^http:\/\/np-[a-z2-7]{32}\.localhost:\d+\/#token=[\w-]{43}$/);
  expect(await status(before.token)).toBe(200);
  child.kill('SIGUSR2');
  await vi.waitUntil(() => said.out.split('\n').length > 2, { timeout: 30_000 });
  const [, after] = lines();
  expect([await status(before.token), await status(after.token)]).toEqual([401, 200]);
  expect([after.url === before.url, new URL(after.url).host]).toEqual([false, new URL(before.url).host]);
});

test('what a cluster said is logged as it was, and written so that nothing of it acts', () => {
  const message = 'no\u009b2K\u202e \u001b[2Kyes\n';
  const log = JSON.stringify(new URL('../process/log.ts', import.meta.url).href);
  const line = JSON.stringify({ level: 'warn', event: 'odd', message });
  const script = `import { createLog } from ${log}; createLog(false).line(${line});`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(JSON.parse(stderr)).toMatchObject({ event: 'odd', msg: message });
  expect(stderr).not.toMatch(UNSEEN);
});
