import { afterEach, describe, expect, test } from 'vitest';
import { WriteProblem } from '#cluster';
import type { Log } from '../process/log.ts';
import { createFakeLink, emptySnapshot, type FakeLink } from '../testing/fake-link.ts';
import { ask, type OpenFrontForTest, openForTest, writeHeaders } from '../testing/front-harness.ts';

let open: OpenFrontForTest | undefined;
afterEach(() => open?.close());

async function start(link: FakeLink = createFakeLink(), more: Parameters<typeof openForTest>[1] = {}) {
  open = await openForTest(link, more);
  return open;
}

const WRITES = ['/api/v1/preview', '/api/v1/apply', '/api/v1/undo', '/api/v1/keep', '/api/v1/retry'];

test('connections of the snapshot are listed, and refused while there is none', async () => {
  const link = createFakeLink();
  const front = await start(link);
  const get = (query: string) =>
    ask(front, { path: `/api/v1/connections${query}`, headers: { authorization: front.authorization } });
  expect((await get('')).status).toBe(503);
  const pod = {
    uid: 'u',
    labels: {},
    ips: [],
    hostIps: [],
    hostNetwork: false,
    phase: 'Running',
    ready: true,
  } as const;
  const pods = ['a', 'b'].map((name) => ({
    ...pod,
    namespace: 'ns',
    name,
    ports: [],
    workload: { kind: 'Pod', name },
  }));
  link.know({ ...link.current(), snapshot: { ...emptySnapshot(3), namespaces: [{ name: 'ns', labels: {} }], pods } });
  const { connections, ...rest } = JSON.parse((await get('?level=pod')).text);
  expect(rest).toMatchObject({ epoch: 'e1', revision: 3, level: 'pod', totals: { pairs: 2, allowed: 2 } });
  expect(connections).toContainEqual(expect.objectContaining({ source: 'ns/a[Pod]', destination: 'ns/b[Pod]' }));
  expect((await get('?level=galaxy')).status).toBe(400);
});

test.each([
  [
    'vpc-cni',
    {
      TCP: [
        [8080, 8080],
        [9090, 9090],
      ],
    },
  ],
  ['unknown', { TCP: [[8080, 8080]] }],
] as const)('connections are judged by what the enforcing engine (%s) does', async (engine, ports) => {
  const link = createFakeLink();
  const front = await start(link);
  const pod = (name: string, number: number) => ({
    namespace: 'ns',
    name,
    labels: { app: name === 'web' ? 'web' : 'api' },
    ips: [],
    hostIps: [],
    hostNetwork: false,
    phase: 'Running' as const,
    ready: true,
    ports: [{ name: 'http', port: number, protocol: 'TCP' as const }],
    workload: { kind: 'Pod', name },
  });
  const named = {
    metadata: { name: 'p', namespace: 'ns' },
    spec: { podSelector: { matchLabels: { app: 'api' } }, ingress: [{ ports: [{ port: 'http' }] }] },
  };
  const pods = [pod('a', 8080), pod('b', 9090), pod('web', 80)];
  const enforcement = { state: 'enforced', engine, because: 'test' } as const;
  link.know({ ...link.current(), snapshot: { ...emptySnapshot(3), pods, policies: [named], enforcement } });
  const { text } = await ask(front, { path: '/api/v1/connections', headers: { authorization: front.authorization } });
  expect(JSON.parse(text).connections).toContainEqual({ source: 'ns/web[Pod]', destination: 'ns/a[Pod]', ports });
});

describe('writes', () => {
  test('are handed to the writer as they came', async () => {
    const link = createFakeLink();
    const front = await start(link);
    const body =
      '{"writes":[{"action":"put","object":{"spec":{"ingress":[{"from":[{"ipBlock":{"cidr":"10.0.0.0/8"}}]}]}}}]}';
    const { status, text } = await ask(front, {
      method: 'POST',
      path: '/api/v1/preview',
      headers: writeHeaders(front),
      body,
    });
    expect([status, JSON.parse(text)]).toEqual([200, { previewId: 'p1', writes: [] }]);
    expect(link.asked).toEqual([['preview', JSON.parse(body)]]);
  });

  test('that cannot be served answer with the reason', async () => {
    const link = createFakeLink(() => new WriteProblem('preview-expired', 410, 'The preview is too old.'));
    const front = await start(link);
    const { status, text } = await ask(front, {
      method: 'POST',
      path: '/api/v1/apply',
      headers: writeHeaders(front),
      body: '{}',
    });
    expect(status).toBe(410);
    expect(JSON.parse(text)).toEqual({ error: { code: 'preview-expired', message: 'The preview is too old.' } });
  });

  test('an unexpected failure is logged and says nothing of itself', async () => {
    const failures: unknown[] = [];
    const log: Log = { request: () => {}, line: () => {}, failure: (_, error) => failures.push(error) };
    const front = await start(
      createFakeLink(() => new Error('secret')),
      { log },
    );
    const { status, text } = await ask(front, {
      method: 'POST',
      path: '/api/v1/apply',
      headers: writeHeaders(front),
      body: '{}',
    });
    expect([status, text.includes('secret'), failures.length]).toEqual([500, false, 1]);
  });

  test('do not exist on a read-only server; trying the cluster again does', async () => {
    const front = await start(createFakeLink(), { readOnly: true });
    for (const path of WRITES) {
      const { status } = await ask(front, { method: 'POST', path, headers: writeHeaders(front), body: '{}' });
      expect([path, status]).toEqual([path, path === '/api/v1/retry' ? 202 : 404]);
    }
  });

  test('bodies that are too large or no JSON are refused', async () => {
    const front = await start();
    const send = (path: string, body: string) =>
      ask(front, { method: 'POST', path, headers: writeHeaders(front), body });
    expect((await send('/api/v1/preview', 'x'.repeat(513 * 1024))).status).toBe(413);
    expect((await send('/api/v1/apply', `"${'x'.repeat(17 * 1024)}"`)).status).toBe(413);
    expect((await send('/api/v1/apply', '{')).status).toBe(400);
  });

  test('a compressed body is refused, for nobody reads it here', async () => {
    const front = await start();
    const headers = { ...writeHeaders(front), 'content-encoding': 'gzip' };
    expect((await ask(front, { method: 'POST', path: '/api/v1/apply', headers, body: '{}' })).status).toBe(415);
  });

  test('come at the rate of a person', async () => {
    const front = await start();
    const send = () => ask(front, { method: 'POST', path: '/api/v1/apply', headers: writeHeaders(front), body: '{}' });
    const statuses = (await Promise.all(Array.from({ length: 12 }, send))).map(({ status }) => status);
    expect(statuses).toContain(429);
  });

  test('what keeps an apply has a rate of its own, and does not wait for the writes before it', async () => {
    let seconds = 0;
    const front = await start(createFakeLink(), { now: () => seconds * 1000 });
    const send = (path: string) =>
      ask(front, { method: 'POST', path: `/api/v1/${path}`, headers: writeHeaders(front), body: '{}' });
    const limited = async (path: string, times: number) => {
      const answers = await Promise.all(Array.from({ length: times }, () => send(path)));
      return answers.filter(({ status }) => status === 429).length;
    };
    expect(await limited('apply', 12)).toBe(2);
    expect(await limited('keep', 23)).toBe(3);
    expect((await send('keep')).headers['retry-after']).toBe('1');
    seconds = 1;
    expect([await limited('keep', 6), await limited('apply', 2)]).toEqual([1, 1]);
  });
});

test('readiness waits for the first snapshot, health does not', async () => {
  const link = createFakeLink();
  const front = await start(link);
  expect((await ask(front, { path: '/readyz' })).status).toBe(503);
  link.know({ ...link.current(), snapshot: emptySnapshot(1) });
  expect((await ask(front, { path: '/readyz' })).status).toBe(200);
});

test('readiness does not wait for what may not be read', async () => {
  const link = createFakeLink();
  const front = await start(link);
  const { kinds } = link.current().health;
  const forbidden = { state: 'forbidden', ageMs: null, refusalAgeMs: 5, count: 0, error: 'Name one.' } as const;
  link.know({ health: { kinds: { ...kinds, networkpolicies: forbidden } } });
  const { status, text } = await ask(front, { path: '/readyz' });
  expect([status, text]).toEqual([503, 'not readable: /api/v1/state says why\n']);
});

test('while pods are being read, state says so, connections are not listed, and readiness waits', async () => {
  const link = createFakeLink();
  const front = await start(link);
  const { health } = link.current();
  const pods = { state: 'connecting', ageMs: 5, count: 500, expected: 2600 } as const;
  link.know({ snapshot: { ...emptySnapshot(4), incomplete: ['pods'] }, health: { kinds: { ...health.kinds, pods } } });
  const get = (path: string) => ask(front, { path, headers: { authorization: front.authorization } });
  expect(JSON.parse((await get('/api/v1/state')).text)).toMatchObject({
    revision: 4,
    incomplete: ['pods'],
    kinds: { pods },
  });
  const { status, headers, text } = await get('/api/v1/connections');
  expect([status, headers['retry-after']]).toEqual([503, '1']);
  expect(text).toContain('Still reading pods: 500 of 2600 so far.');
  const { status: readiness, text: said } = await ask(front, { path: '/readyz' });
  expect([readiness, said]).toEqual([503, 'still reading\n']);
  link.know({ snapshot: { ...emptySnapshot(5), incomplete: ['nodes'] }, health });
  expect((await ask(front, { path: '/readyz' })).status).toBe(200);
  expect((await get('/api/v1/connections')).status).toBe(200);
});
