import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from './connection.ts';
import { accessOf } from './kubeconfig/cluster-access.ts';
import { kubeconfigPaths } from './kubeconfig/kubeconfig-paths.ts';
import { readKubeconfig } from './kubeconfig/read-kubeconfig.ts';

const EXEC_API = 'client.authentication.k8s.io/v1';

let folder: string;
const kubeconfigBefore = process.env.KUBECONFIG;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netpol-'));
});

afterEach(() => {
  if (kubeconfigBefore === undefined) delete process.env.KUBECONFIG;
  else process.env.KUBECONFIG = kubeconfigBefore;
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

interface Parts {
  readonly current?: string;
  readonly cluster?: object;
  readonly user?: object;
  readonly context?: object;
}

function config({ current = 'ctx', cluster, user, context }: Parts = {}): object {
  return {
    'current-context': current,
    contexts: [{ name: 'ctx', context: { cluster: 'c', user: 'u', ...context } }],
    clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:6443', ...cluster } }],
    users: [{ name: 'u', user: user ?? {} }],
  };
}

async function access(source: object) {
  return accessOf(await readKubeconfig([file('config', source)]), undefined, { allowed: [], files: [] });
}

describe('a kubeconfig that cannot be used is one clear sentence', () => {
  it.each([
    ['kubeconfig-broken', 'a: [unclosed'],
    ['kubeconfig-broken', '- a\n- b\n'],
    ['context-missing', config({ current: '' })],
    ['context-unknown', config({ current: 'other' })],
    ['cluster-unknown', config({ context: { cluster: 'other' } })],
    ['user-unknown', config({ context: { user: 'other' } })],
    ['server-invalid', config({ cluster: { server: 'ftp://x' } })],
    ['server-invalid', config({ cluster: { server: undefined } })],
  ])('%s', async (code, source) => {
    const problem = await connect({ kubeconfig: file('config', source) }).catch((error) => error);
    expect(problem).toMatchObject({ name: 'ConnectionProblem', code });
    expect(problem.message).toMatch(/^[^\n]+\.$/);
  });

  it.each([
    ['file-missing', { cluster: { 'certificate-authority': 'nowhere.pem' } }, 'nowhere.pem'],
    ['certificate-invalid', { cluster: { 'certificate-authority-data': 'aGVsbG8=' } }, 'certificate-authority-data'],
    ['certificate-invalid', { user: { 'client-certificate-data': 'aGVsbG8=' } }, 'client-certificate-data'],
    ['unsupported', { user: { 'auth-provider': { name: 'gcp' } } }, 'auth provider "gcp"'],
    ['unsupported', { user: { exec: { command: 'aws', apiVersion: `${EXEC_API}alpha1` } } }, '"aws" speaks'],
  ])('%s in what can be mended meanwhile: said by every request, and nothing is sent', async (code, parts, words) => {
    const kubeconfig = file('config', config(parts));
    expect((await access(config(parts))).problem).toMatchObject({ name: 'ConnectionProblem', code });
    const { problem, transport } = await connect({ kubeconfig });
    expect(problem).toContain(words);
    const request = transport.request({ method: 'GET', path: '/version' });
    await expect(request).rejects.toMatchObject({ code: 'credential', message: problem });
    await transport.close();
  });

  it('kubeconfig-missing', async () => {
    const kubeconfig = join(folder, 'none');
    await expect(connect({ kubeconfig })).rejects.toMatchObject({
      code: 'kubeconfig-missing',
      message: `There is no kubeconfig at ${kubeconfig}.`,
    });
  });

  it('names the contexts there are', async () => {
    const kubeconfig = file('config', config());
    await expect(connect({ kubeconfig, context: 'x' })).rejects.toThrow('has no context "x"; it has ctx.');
  });

  it('never quotes a secret of a file that does not parse', async () => {
    const kubeconfig = file('config', 'users:\n- name: u\n  user: {token: hunter2\n');
    const problem = await connect({ kubeconfig }).catch((error) => error);
    expect(problem.message).not.toContain('hunter2');
  });
});

describe('where a kubeconfig is looked for', () => {
  it('is the path given, else KUBECONFIG, else the home folder', () => {
    expect(kubeconfigPaths('/x', { KUBECONFIG: '/a:/b' })).toEqual(['/x']);
    expect(kubeconfigPaths(undefined, { KUBECONFIG: '/a::/b' })).toEqual(['/a', '/b']);
    expect(kubeconfigPaths(undefined, { HOME: '/home/me' })).toEqual(['/home/me/.kube/config']);
  });

  it('may be several files, of which the first to name something wins', async () => {
    const one = file('one', { 'current-context': 'ctx', users: [{ name: 'u', user: { token: 'first' } }] });
    const two = file('two', config({ current: 'other', user: { token: 'second' } }));
    const { login, context } = await accessOf(await readKubeconfig([one, join(folder, 'none'), two]), undefined, {
      allowed: [],
      files: [],
    });
    expect(context).toBe('ctx');
    expect(login).toEqual({ by: 'token', token: 'first' });
  });
});

describe('what a context says', () => {
  it('gives names, server and namespace', async () => {
    const kubeconfig = file(
      'config',
      config({ context: { namespace: 'shop' }, cluster: { server: 'https://[::1]:6443/k/' } }),
    );
    const connection = await connect({ kubeconfig });
    expect(connection).toMatchObject({ name: 'c', context: 'ctx', namespace: 'shop', server: 'https://[::1]:6443/k' });
    await connection.transport.close();
  });

  it('reads certificates from data, and from files beside the kubeconfig', async () => {
    const [ca = '', cert = ''] = rootCertificates;
    file('pki/ca.pem', ca);
    const data = Buffer.from(cert).toString('base64');
    const cluster = { 'certificate-authority': 'pki/ca.pem', 'tls-server-name': 'name' };
    const { tls } = await access(config({ cluster, user: { 'client-certificate-data': data } }));
    expect(tls).toEqual({ ca, cert, key: undefined, serverName: 'name', insecure: false });
  });

  it('acts as another user, uid, groups and extras where told', async () => {
    const user = { as: 'jane', 'as-uid': '7', 'as-groups': ['a', 'b'], 'as-user-extra': { 'Some/Key': ['x'] } };
    expect((await access(config({ user }))).impersonate).toEqual({
      'impersonate-user': 'jane',
      'impersonate-uid': '7',
      'impersonate-group': ['a', 'b'],
      'impersonate-extra-some%2fkey': ['x'],
    });
  });

  it('takes a token file before a token, as kubectl does', async () => {
    const path = file('token', 't');
    expect((await access(config({ user: { token: 'x', tokenFile: 'token' } }))).login).toEqual({
      by: 'token-file',
      path,
    });
  });
});

describe('a kubeconfig that is written while this program runs', () => {
  it.each([
    ['server', { cluster: { server: 'https://127.0.0.1:7443' } }],
    ['login', { user: { token: 'other' } }],
    ['login', { cluster: { 'certificate-authority-data': Buffer.from(rootCertificates[0] ?? '').toString('base64') } }],
  ])('tells of another %s', async (change, parts) => {
    const kubeconfig = file('config', config());
    const connection = await connect({ kubeconfig });
    const changes: string[] = [];
    connection.watch((what) => changes.push(what));
    file('config', config(parts));
    await vi.waitUntil(() => changes.length > 0, 5000);
    expect(changes).toEqual([change]);
    expect(connection.server).toBe(change === 'server' ? 'https://127.0.0.1:7443' : 'https://127.0.0.1:6443');
    await connection.transport.close();
  });

  it('says nothing of what makes no difference', async () => {
    const kubeconfig = file('config', config());
    const connection = await connect({ kubeconfig });
    const changes: string[] = [];
    connection.watch((what) => changes.push(what));
    file('config', { ...config(), preferences: {} });
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(changes).toEqual([]);
    await connection.transport.close();
  });
});
