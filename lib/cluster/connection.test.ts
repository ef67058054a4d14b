import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accessOf } from './cluster-access.ts';
import { connect } from './connection.ts';
import { kubeconfigPaths, readKubeconfig } from './kubeconfig-file.ts';

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

async function access(source: object, allowExec: readonly string[] = []) {
  return accessOf(await readKubeconfig([file('config', source)]), undefined, allowExec);
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
    ['file-missing', config({ cluster: { 'certificate-authority': 'nowhere.pem' } })],
    ['unsupported', config({ user: { 'auth-provider': { name: 'gcp' } } })],
    [
      'unsupported',
      config({ user: { exec: { command: 'aws', apiVersion: 'client.authentication.k8s.io/v1alpha1' } } }),
    ],
  ])('%s', async (code, source) => {
    const problem = await connect({ kubeconfig: file('config', source) }).catch((error) => error);
    expect(problem).toMatchObject({ name: 'ConnectionProblem', code });
    expect(problem.message).toMatch(/^[^\n]+\.$/);
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
    const { login, context } = await accessOf(await readKubeconfig([one, join(folder, 'none'), two]), undefined, []);
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
    file('pki/ca.pem', 'THE CA');
    const data = Buffer.from('THE CERT').toString('base64');
    const cluster = { 'certificate-authority': 'pki/ca.pem', 'tls-server-name': 'name' };
    const { tls } = await access(config({ cluster, user: { 'client-certificate-data': data } }));
    expect(tls).toEqual({ ca: 'THE CA', cert: 'THE CERT', key: undefined, serverName: 'name', insecure: false });
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

describe('a credential command', () => {
  const exec = (command: string) =>
    config({ user: { exec: { command, args: ['get-token'], apiVersion: 'client.authentication.k8s.io/v1' } } });

  it.each(['aws', 'kubelogin', '/usr/local/bin/aws', 'gke-gcloud-auth-plugin'])('%s is known', async (command) => {
    expect((await access(exec(command))).login.by).toBe('exec');
  });

  it.each(['sh', './aws', '/tmp/aws', 'curl', '/usr/bin/env'])('%s is shown and refused', async (command) => {
    await expect(access(exec(command))).rejects.toMatchObject({
      code: 'exec-refused',
      message: expect.stringContaining(`${command} get-token`),
    });
  });

  it('is taken when allowed by name or by path', async () => {
    expect((await access(exec('/opt/mine'), ['mine'])).login.by).toBe('exec');
    expect((await access(exec('/opt/mine'), ['/opt/mine'])).login.by).toBe('exec');
  });

  it('with a relative path starts beside the kubeconfig', async () => {
    const { login } = await access(exec('bin/mine'), ['mine']);
    expect(login).toMatchObject({ plugin: { command: join(folder, 'bin/mine') } });
  });
});
