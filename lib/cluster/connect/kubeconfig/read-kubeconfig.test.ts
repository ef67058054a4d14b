import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../connection.ts';
import { accessOf } from './cluster-access.ts';
import { inClusterKubeconfig } from './in-cluster.ts';
import { readKubeconfig } from './read-kubeconfig.ts';

const NOTHING_ALLOWED = { allowed: [], files: [] };
let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'netpol-')));
});

afterEach(() => {
  vi.unstubAllEnvs();
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const named = (field: string, entries: Readonly<Record<string, unknown>>) =>
  Object.entries(entries).map(([name, content]) => ({ name, [field]: content }));

interface Parts {
  readonly current?: string;
  readonly contexts?: Readonly<Record<string, unknown>>;
  readonly clusters?: Readonly<Record<string, unknown>>;
  readonly users?: Readonly<Record<string, unknown>>;
}

function config({ current, contexts = {}, clusters = {}, users = {} }: Parts): object {
  return {
    ...(current === undefined ? {} : { 'current-context': current }),
    contexts: named('context', contexts),
    clusters: named('cluster', clusters),
    users: named('user', users),
  };
}

async function access(paths: readonly string[], context?: string) {
  return accessOf(await readKubeconfig(paths), context, NOTHING_ALLOWED);
}

const A = { server: 'https://a.example' };
const B = { server: 'https://b.example' };

describe('several kubeconfigs', () => {
  it('give the first of each name, and the first current context', async () => {
    const one = file('one', config({ clusters: { c: A }, users: { u: { token: 'one' } } }));
    const two = file('two', config({ current: 'x', contexts: { x: { cluster: 'c', user: 'u' } }, clusters: { c: B } }));
    const three = file('three', config({ current: 'y', users: { u: { token: 'three' } } }));
    expect(await access([one, two, three])).toMatchObject({
      context: 'x',
      server: A.server,
      login: { by: 'token', token: 'one' },
    });
  });

  it('each count their relative paths from their own folder', async () => {
    const [ca = ''] = rootCertificates;
    file('pki/ca.pem', ca);
    const one = file(
      'pki/one',
      config({ clusters: { c: { ...A, 'certificate-authority': 'ca.pem' } }, users: { u: { tokenFile: 'token' } } }),
    );
    const two = file('two', config({ current: 'x', contexts: { x: { cluster: 'c', user: 'u' } } }));
    const found = await access([two, one]);
    expect(found.tls.ca).toBe(ca);
    expect(found.login).toEqual({ by: 'token-file', path: join(folder, 'pki/token') });
    expect(found.files).toEqual([join(folder, 'pki/ca.pem')]);
  });

  it('keep what KubeConfig leaves out of the entry that counts', async () => {
    const one = file('one', config({ users: { u: { as: 'jane', 'as-groups': ['a', 'b'] } } }));
    const more = config({ current: 'x', contexts: { x: { cluster: 'c', user: 'u' } }, clusters: { c: A } });
    const two = file('two', { ...more, users: named('user', { u: { 'as-groups': ['c'] } }) });
    expect((await access([one, two])).impersonate).toEqual({
      'impersonate-user': 'jane',
      'impersonate-group': ['a', 'b'],
    });
  });

  it('with one name twice in one file do not fail', async () => {
    const text = JSON.stringify(config({ current: 'x', contexts: { x: { cluster: 'c' } }, clusters: { c: A } }));
    const root = JSON.parse(text);
    root.clusters.push({ name: 'c', cluster: B });
    const first = file('one', config({ users: { u: {} } }));
    expect((await access([first, file('two', root)])).server).toBe(A.server);
  });
});

describe('an entry that is wrong', () => {
  it.each([
    ['clusters', [{ name: 'bad' }, { name: 'worse', cluster: { server: 5 } }, 7, null, { cluster: A }]],
    ['contexts', [{ name: 'bad' }, { name: 'worse', context: {} }, 'x', null]],
    ['users', [{ user: {} }, { name: 'bad', user: 5 }, null, {}]],
  ])('does not take the others of its list with it: %s', async (list, entries) => {
    const good = { current: 'x', contexts: { x: { cluster: 'c', user: 'u' } }, clusters: { c: A }, users: { u: {} } };
    const root = JSON.parse(JSON.stringify(config(good)));
    root[list] = [...entries, ...root[list]];
    expect((await access([file('config', root)])).server).toBe(A.server);
  });

  it('is named where it is asked for', async () => {
    const path = file('config', config({ contexts: { x: { cluster: 'c' }, y: {} }, clusters: { c: { server: 5 } } }));
    await expect(access([path], 'x')).rejects.toMatchObject({ code: 'server-invalid' });
    await expect(access([path], 'y')).rejects.toThrow(`The context "y" of the kubeconfig ${path} names no cluster.`);
  });

  it('of the wrong type is a sentence', async () => {
    const parts = {
      current: 'x',
      contexts: { x: { cluster: 'c' } },
      clusters: { c: { ...A, 'certificate-authority': 5 } },
    };
    await expect(access([file('config', config(parts))])).rejects.toMatchObject({ code: 'kubeconfig-broken' });
  });
});

it('no file is read that kubectl would not read: token-file is no field', async () => {
  const secret = file('secret', 'SECRET');
  const users = { u: { 'token-file': secret }, other: { 'token-file': join(folder, 'none') } };
  const parts = { current: 'x', contexts: { x: { cluster: 'c', user: 'u' } }, clusters: { c: A }, users };
  expect((await access([file('config', config(parts))])).login).toEqual({ by: 'nothing' });
});

describe('in a pod', () => {
  const ROOT = 'var/run/secrets/kubernetes.io/serviceaccount';

  function pod(): void {
    vi.stubEnv('KUBERNETES_SERVICE_HOST', 'fd00::1');
    vi.stubEnv('KUBERNETES_SERVICE_PORT', '443');
    file(`${ROOT}/token`, 'one');
    file(`${ROOT}/ca.crt`, rootCertificates[0] ?? '');
    file(`${ROOT}/namespace`, 'shop\n');
  }

  it('the service account is the login', async () => {
    pod();
    const kubeconfig = await inClusterKubeconfig(folder);
    expect(kubeconfig && (await accessOf(kubeconfig, undefined, NOTHING_ALLOWED))).toMatchObject({
      server: 'https://[fd00::1]',
      namespace: 'shop',
      tls: { ca: rootCertificates[0], insecure: false },
      login: { by: 'token-file', path: join(folder, ROOT, 'token') },
      files: [join(folder, ROOT, 'ca.crt')],
    });
  });

  it('without a service account, and outside of pods, there is none', async () => {
    expect(await inClusterKubeconfig(folder)).toBeUndefined();
    vi.stubEnv('KUBERNETES_SERVICE_HOST', '10.0.0.1');
    vi.stubEnv('KUBERNETES_SERVICE_PORT', '443');
    expect(await inClusterKubeconfig(folder)).toBeUndefined();
  });

  it('a kubeconfig that was named and is missing stays missing', async () => {
    pod();
    await expect(connect({ kubeconfig: join(folder, 'none') })).rejects.toMatchObject({ code: 'kubeconfig-missing' });
  });
});

describe('over plain http', () => {
  const user = { token: 'SECRET' };
  const at = (cluster: object) =>
    access([
      file(
        'config',
        config({
          current: 'x',
          contexts: { x: { cluster: 'c', user: 'u' } },
          clusters: { c: cluster },
          users: { u: user },
        }),
      ),
    ]);

  it.each([
    [{ server: 'http://cluster.example' }],
    [{ server: 'http://10.0.0.1:8080' }],
    [{ server: 'http://127.evil.example' }],
    [{ server: 'http://127.0.0.1:8001', 'proxy-url': 'http://proxy.example:3128' }],
  ])('the login stays here: %j', async (cluster) => {
    const { login, withheld } = await at(cluster);
    expect(login).toEqual({ by: 'nothing' });
    expect(withheld).toMatch(/^The login of the kubeconfig is not sent to http:.* plain http\.$/);
  });

  it.each([
    [{ server: 'http://127.0.0.1:8001' }],
    [{ server: 'http://127.1:8001' }],
    [{ server: 'http://localhost:8001' }],
    [{ server: 'http://[::1]:8001' }],
    [{ server: 'https://cluster.example' }],
    [{ server: 'https://cluster.example', 'insecure-skip-tls-verify': true }],
  ])('or with TLS, it is sent where nobody can read it: %j', async (cluster) => {
    const { login, withheld } = await at(cluster);
    expect([login.by, withheld]).toEqual(['token', undefined]);
  });
});
