import { statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAt, objectAt, textAt } from '../kube-object.ts';
import { startTestCluster, type TestCluster } from '../testing/test-cluster.ts';
import type { Fault } from './fault.ts';

const LIST = '/api/v1/pods';
const reader = { name: 'reader', groups: ['team'], token: 'reader-token' };

let demo: TestCluster;
let fault: Fault | undefined;

beforeAll(async () => {
  demo = await startTestCluster({ users: [reader], bookmarkMs: 30, faults: () => fault });
});

afterAll(async () => {
  await demo?.stop();
});

describe('who is let in', () => {
  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1', '127.0.0.1:1', 'LOCALHOST'])(
    'the host %j is refused',
    async (host) => {
      const answer = await demo.send('GET', '/version', { headers: { host } });
      expect([400, 403]).toContain(answer.status);
    },
  );

  test('the kubeconfig is for its owner only and holds no Secret but the token', () => {
    expect(statSync(demo.cluster.kubeconfigPath).mode & 0o777).toBe(0o600);
    expect(statSync(demo.cluster.kubeconfigPath.replace(/\/config$/, '')).mode & 0o777).toBe(0o700);
    expect(JSON.parse(demo.cluster.kubeconfigText)['current-context']).toBe('demo');
  });

  test('a user may do what roles give, here, and nothing else', async () => {
    const token = reader.token;
    const group = 'rbac.authorization.k8s.io';
    expect((await demo.send('GET', '/api/v1/namespaces/ui/pods', { token })).status).toBe(403);
    const roleRef = { apiGroup: group, kind: 'ClusterRole', name: 'view' };
    const body = { metadata: { name: 'team' }, subjects: [{ kind: 'Group', name: 'team' }], roleRef };
    await demo.send('POST', `/apis/${group}/v1/namespaces/ui/rolebindings`, { body });
    expect((await demo.send('GET', '/api/v1/namespaces/ui/pods', { token })).status).toBe(200);
    expect((await demo.send('GET', '/api/v1/namespaces/ui', { token })).status).toBe(200);
    expect((await demo.send('GET', LIST, { token })).status).toBe(403);
    expect((await demo.send('DELETE', '/api/v1/namespaces/ui/pods/x', { token })).status).toBe(403);
  });

  test('impersonation acts with the rights of the other, never with one’s own', async () => {
    const headers = { 'impersonate-user': 'somebody', 'impersonate-group': 'team' };
    expect((await demo.send('GET', '/api/v1/namespaces/ui/pods', { headers })).status).toBe(200);
    expect((await demo.send('GET', LIST, { headers })).status).toBe(403);
    expect((await demo.send('GET', LIST, { token: reader.token, headers })).status).toBe(403);
  });
});

describe('lists and watches', () => {
  test('pages add up to the whole, as it was when the first was read', async () => {
    const names: string[] = [];
    let path = `${LIST}?limit=4`;
    for (let page = 0; path !== '' && page < 20; page += 1) {
      const { json } = await demo.send('GET', path);
      names.push(...listAt(json, 'items').map((item) => textAt(item, 'metadata', 'name') ?? ''));
      const token = textAt(json, 'metadata', 'continue');
      path = token === undefined ? '' : `${LIST}?limit=4&continue=${token}`;
      // A pod that comes between two pages is not in this list.
      if (page === 0) await createPod('between');
    }
    expect(names).toHaveLength(17);
    expect(new Set(names).size).toBe(17);
  });

  async function createPod(name: string): Promise<void> {
    const body = { metadata: { name }, spec: { containers: [{ name: 'c', image: 'x' }] } };
    await demo.send('POST', '/api/v1/namespaces/default/pods', { body });
  }

  test('a large list is gzipped when asked, a small one never', async () => {
    const data = { text: 'x'.repeat(200_000) };
    await demo.send('POST', '/api/v1/namespaces/other/configmaps', { body: { metadata: { name: 'large' }, data } });
    const headers = { 'accept-encoding': 'gzip' };
    const large = await demo.send('GET', '/api/v1/namespaces/other/configmaps', { headers });
    expect(large.headers['content-encoding']).toEqual(['gzip']);
    expect(listAt(large.json, 'items')).toHaveLength(2);
    const small = await demo.send('GET', '/api/v1/namespaces', { headers });
    expect(small.headers['content-encoding']).toBeUndefined();
  });

  test('bookmarks come at their interval, with the version of the store', async () => {
    const query = `watch=1&allowWatchBookmarks=true&resourceVersion=${demo.cluster.store.version}&timeoutSeconds=1`;
    const { text } = await demo.send('GET', `/api/v1/nodes?${query}`);
    const lines = text.trim().split('\n');
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ type: 'BOOKMARK', object: { kind: 'Node' } });
  });
});

describe('what is not served', () => {
  test.each([
    ['GET', '/api/v1/secrets', 404],
    ['GET', '/api/v1/namespaces/ui/secrets/x', 404],
    ['GET', '/api/v1/namespaces/catalog/pods/catalog-mysql-0/log', 501],
    ['POST', '/api/v1/namespaces/catalog/pods/catalog-mysql-0/exec', 501],
    ['GET', '/apis/coordination.k8s.io/v1/leases', 404],
    ['GET', '/metrics', 404],
    ['PUT', '/api/v1/namespaces', 405],
    ['GET', '/api/v1/namespaces/%ZZ/pods', 404],
    ['GET', '/api/v1/namespaces/a%2Fb/pods', 200],
    ['POST', '/api/v1/pods', 405],
  ])('%s %s is answered with %i', async (method, path, status) => {
    const answer = await demo.send(method, path);
    expect(answer.status).toBe(status);
    if (status === 501) expect(answer.json).toMatchObject({ kind: 'Status', reason: 'NotImplemented' });
  });

  test('hostile bodies are refused and harm nobody', async () => {
    const path = '/api/v1/namespaces/default/configmaps';
    for (const body of ['[]', 'null', '"x"', '{"__proto__":{"polluted":true}}', '{', '', '{"metadata":[]}']) {
      const answer = await demo.send('POST', path, { body });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    const bomb = `a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n`;
    expect((await demo.send('POST', path, { body: bomb, type: 'application/yaml' })).status).toBe(400);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((await demo.send('GET', '/readyz')).text).toBe('ok');
  });
});

describe('warnings', () => {
  const path = '/apis/networking.k8s.io/v1/namespaces/default/networkpolicies?dryRun=All';

  test('any field name can be told in a header, and many do not break it', async () => {
    const spec = { podSelector: {}, 'schlüssel "名"': 1, 'line\nbreak': 2 };
    const answer = await demo.send('POST', path, { body: { metadata: { name: 'w' }, spec } });
    expect(answer.status).toBe(201);
    expect(answer.headers.warning).toHaveLength(2);
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`unknown${index}`, 1]));
    const cut = await demo.send('POST', path, { body: { metadata: { name: 'w' }, spec: many } });
    expect(cut.status).toBe(201);
    expect(cut.headers.warning?.join('').length).toBeLessThan(8192);
  });

  test('a field manager is at most 128 printable bytes', async () => {
    for (const manager of ['x'.repeat(129), 'a%0Ab']) {
      const answer = await demo.send('POST', `${path}&fieldManager=${manager}`, { body: { metadata: { name: 'w' } } });
      expect(answer.status).toBe(422);
    }
  });
});

describe('faults put in on purpose', () => {
  test('an answer in place of the true one, a cut connection, a reply that is lost after the write', async () => {
    fault = { kind: 'answer', status: 429, body: 'Too many requests\n', headers: { 'Retry-After': '5' } };
    const busy = await demo.send('GET', LIST);
    expect([busy.status, busy.headers['retry-after'], busy.text]).toEqual([429, ['5'], 'Too many requests\n']);
    fault = { kind: 'reset' };
    await expect(demo.send('GET', LIST)).rejects.toThrow();
    fault = { kind: 'lost-reply' };
    await expect(demo.send('POST', '/api/v1/namespaces', { body: { metadata: { name: 'lost' } } })).rejects.toThrow();
    fault = { kind: 'lines', lines: ['{"type":"ADD', 'ED"}\n'], end: true };
    expect((await demo.send('GET', `${LIST}?watch=1`)).text).toBe('{"type":"ADDED"}\n');
    fault = undefined;
    expect((await demo.send('GET', '/api/v1/namespaces/lost')).status).toBe(200);
  });

  test('a stop ends watches that are open', async () => {
    const other = await startTestCluster();
    const watched = other.send('GET', '/api/v1/pods?watch=1');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await other.stop();
    expect(objectAt(JSON.parse((await watched).text.split('\n')[0] ?? '{}'), 'object').kind).toBe('Pod');
  });
});
