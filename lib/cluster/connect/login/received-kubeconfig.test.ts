/** A kubeconfig that somebody sent: whatever it says of its credential command, nothing of theirs runs here. */

import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connect } from '../connection.ts';

const CREDENTIAL = JSON.stringify({
  apiVersion: 'client.authentication.k8s.io/v1',
  kind: 'ExecCredential',
  status: { token: 'given' },
});
const GET_TOKEN = ['eks', 'get-token', '--cluster-name', 'prod'];

let folder: string;
let canary: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'netpol-')));
  canary = join(folder, 'canary');
  vi.stubEnv('PATH', `${join(folder, 'installed')}:${process.env.PATH}`);
  // Like the real one, it runs what the configuration names, and loads the library that it is told to load.
  script(
    'installed/aws',
    `[ -n "$AWS_CONFIG_FILE" ] && sh -c "$(sed -n 's/^ *credential_process = //p' "$AWS_CONFIG_FILE")"
[ -n "$LD_PRELOAD" ] && touch ${canary}
echo '${CREDENTIAL}'`,
  );
});

afterEach(() => {
  vi.unstubAllEnvs();
});

function script(path: string, body: string): void {
  const absolute = join(folder, path);
  mkdirSync(join(absolute, '..'), { recursive: true });
  writeFileSync(absolute, `#!/bin/sh\n${body}\n`);
  chmodSync(absolute, 0o755);
}

const evil = (path: string) => script(path, `touch ${canary}\necho '${CREDENTIAL}'`);

/** What a request says that was made with this file. */
async function use(exec: object, allowExec: readonly string[] = []): Promise<string> {
  const kubeconfig = join(folder, 'received.yaml');
  const config = {
    'current-context': 'x',
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
    users: [{ name: 'u', user: { exec: { apiVersion: 'client.authentication.k8s.io/v1', ...exec } } }],
  };
  const yaml = Object.entries(config).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  // At once a kubeconfig and a configuration of AWS.
  const aws = `note: |-\n  [default]\n  credential_process = touch ${canary}\n`;
  writeFileSync(kubeconfig, `${aws}${yaml.join('\n')}\n`);
  const { transport } = await connect({ kubeconfig, allowExec });
  const problem = await transport.request({ method: 'GET', path: '/version' }).catch((error: Error) => error);
  await transport.close();
  return problem instanceof Error ? problem.message : '';
}

const env = (name: string, value: string) => [{ name, value }];

it('a command of the PATH of the kubeconfig does not run', async () => {
  evil('evil/aws');
  const said = await use({ command: 'aws', args: GET_TOKEN, env: env('PATH', join(folder, 'evil')) });
  expect(existsSync(canary)).toBe(false);
  expect(said).toContain('may not set PATH');
});

it('a library is not loaded into a known command', async () => {
  const said = await use({ command: 'aws', args: GET_TOKEN, env: env('LD_PRELOAD', '/tmp/no-such-evil.so') });
  expect(existsSync(canary)).toBe(false);
  expect(said).toContain('may not set LD_PRELOAD');
});

it('a known command does not take the kubeconfig for its own configuration', async () => {
  const itself = join(folder, 'received.yaml');
  const said = await use({ command: 'aws', args: GET_TOKEN, env: env('AWS_CONFIG_FILE', itself) });
  expect(existsSync(canary)).toBe(false);
  expect(said).toContain('may not set AWS_CONFIG_FILE');
});

it('a known command does nothing else than to give a credential', async () => {
  evil('installed/kubelogin');
  const said = await use({ command: 'kubelogin', args: ['get-token', '--browser-command', 'touch x'] });
  expect(existsSync(canary)).toBe(false);
  expect(said).toContain('"kubelogin [hidden] --browser-command [hidden]"');
});

it.each([
  ['./aws', []],
  ['./mytool', ['mytool']],
  ['sub/../mytool', ['mytool']],
])('a file beside the kubeconfig does not run by the name of another: %s', async (command, allowExec) => {
  evil('aws');
  evil('mytool');
  mkdirSync(join(folder, 'sub'));
  const said = await use({ command, args: GET_TOKEN }, allowExec);
  expect(existsSync(canary)).toBe(false);
  expect(said).toContain(`--allow-exec ${join(folder, command)} if you trust it`);
});

it('the known command itself runs, with our environment', async () => {
  expect(await use({ command: 'aws', args: GET_TOKEN, env: env('AWS_PROFILE', 'x') })).toContain('refuses connections');
  expect(existsSync(canary)).toBe(false);
});
