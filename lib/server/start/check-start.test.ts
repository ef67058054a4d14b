import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serverFlags } from '../../../bin/setup/flags.mjs';
import type { StartOptions } from './options.ts';

const CHECK = fileURLToPath(new URL('check-start.ts', import.meta.url));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netpol-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function check(options: Partial<StartOptions>): Promise<{ code: number | null; err: string }> {
  return new Promise((resolve) => {
    const flags = serverFlags({ mode: 'demo', allowExec: [], ...options }, '');
    const child = execFile(process.execPath, [CHECK, ...flags], (_, __, err) => resolve({ code: child.exitCode, err }));
  });
}

function kubeconfig(text: string): Partial<StartOptions> {
  const path = join(folder, 'config');
  writeFileSync(path, text);
  return { mode: 'laptop', kubeconfig: path };
}

const USABLE = {
  'current-context': 'x',
  contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
  clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:9' } }],
  users: [{ name: 'u', user: { exec: { command: 'strange', apiVersion: 'client.authentication.k8s.io/v1' } } }],
};

test('a kubeconfig of no use is one sentence and exit code 2', async () => {
  const { code, err } = await check(kubeconfig('{'));
  expect(code).toBe(2);
  expect(err).toMatch(/^netpol-studio: The kubeconfig .* is not valid YAML: .*\.\n$/);
});

test('one that can be mended while the server runs stops nothing', async () => {
  expect(await check(kubeconfig(JSON.stringify(USABLE)))).toEqual({ code: 0, err: '' });
});

test('a port that is taken is said, and a free one is left free', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const { port } = holder.address() as AddressInfo;
  expect(await check({ port })).toEqual({ code: 2, err: expect.stringContaining(`Port ${port} is in use`) });
  holder.close();
  expect((await check({ port: 0 })).code).toBe(0);
});
