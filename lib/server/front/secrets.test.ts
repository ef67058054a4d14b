import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { connect, openLink, systemClock } from '#cluster';
import { judgeEnforcement } from '#enforcement';
import { ask, openForTest, writeHeaders } from '../testing/front-harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'netpol-'));
const script = join(folder, 'login');
writeFileSync(script, '#!/bin/sh\necho "the token=CANARY-said was refused" >&2\nexit 1\n');
chmodSync(script, 0o755);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const AWAY = { server: 'https://127.0.0.1:1' };
const exec = {
  apiVersion: 'client.authentication.k8s.io/v1',
  command: script,
  args: ['--password', 'CANARY-argument'],
  env: [{ name: 'SECRET', value: 'CANARY-environment' }],
};

const KUBECONFIGS: Readonly<Record<string, { cluster: object; user: object }>> = {
  'a token': { cluster: AWAY, user: { token: 'CANARY-token' } },
  'a password': { cluster: { server: 'http://127.0.0.1:1' }, user: { username: 'jane', password: 'CANARY-password' } },
  'a proxy with a password': {
    cluster: { ...AWAY, 'proxy-url': 'http://jane:CANARY-proxy@127.0.0.1:2' },
    user: { token: 'CANARY-token' },
  },
  'a server with a password': { cluster: { server: 'https://jane:CANARY-server@127.0.0.1:1' }, user: {} },
  'keys that are none': {
    cluster: { ...AWAY, 'certificate-authority-data': base64('CANARY-authority') },
    user: { 'client-certificate-data': base64('CANARY-certificate'), 'client-key-data': base64('CANARY-key') },
  },
  'a command that talks': { cluster: AWAY, user: { exec } },
};

test.each(Object.entries(KUBECONFIGS))(
  'of a kubeconfig with %s nothing secret is answered or logged',
  async (_, parts) => {
    const kubeconfig = join(mkdtempSync(join(tmpdir(), 'netpol-')), 'config');
    const { cluster, user } = parts;
    const context = { cluster: 'c', user: 'u' };
    const config = {
      'current-context': 'x',
      contexts: [{ name: 'x', context }],
      clusters: [{ name: 'c', cluster }],
      users: [{ name: 'u', user }],
    };
    writeFileSync(kubeconfig, JSON.stringify(config));
    const said: unknown[] = [];
    const log = {
      request: (line: unknown) => said.push(line),
      line: (line: unknown) => said.push(line),
      failure: (_: string, error: unknown) => said.push(String(error)),
    };
    const connection = await connect({ kubeconfig, allowExec: [script] });
    const given = { clock: systemClock, random: Math.random, onLog: log.line, judgeEnforcement };
    const identity = { id: 'local', connection, readOnly: false };
    const link = openLink({ reader: identity, mode: 'laptop', ...given });
    const front = await openForTest(link, { identity, log });
    await vi.waitUntil(() => link.current(identity).health.kinds.pods.error !== undefined);
    for (const path of [
      '/',
      '/api/v1/state',
      '/api/v1/history',
      '/api/v1/connections',
      '/metrics',
      '/api/v1/openapi.json',
    ]) {
      said.push(await ask(front, { path, headers: { authorization: front.authorization } }));
    }
    const body = '{"writes":[{"action":"delete","id":"a/b","base":{"uid":"u","resourceVersion":"1"}}]}';
    const preview = await ask(front, { method: 'POST', path: '/api/v1/preview', headers: writeHeaders(front), body });
    said.push(preview);
    await front.close();
    await link.stop();
    expect(preview.status).toBe(503);
    expect(JSON.stringify(said)).not.toMatch(/CANARY|Q0FOQVJZ/);
  },
);
