import { afterEach, expect, test } from 'vitest';
import { type ConnectionRow, standInName } from '#engine';
import type { ClusterSnapshot } from '#stream';
import { createFakeLink, emptySnapshot } from '../testing/fake-link.ts';
import { ask, type OpenFrontForTest, openForTest } from '../testing/front-harness.ts';

let open: OpenFrontForTest | undefined;
afterEach(() => open?.close());

/** So many pods of so many workloads, without a policy. */
function cluster(pods: number, workloads: number): ClusterSnapshot {
  const pod = {
    labels: {},
    ips: [],
    hostIps: [],
    hostNetwork: false,
    phase: 'Running',
    ready: true,
    ports: [],
  } as const;
  return {
    ...emptySnapshot(3),
    namespaces: [{ name: 'ns', labels: {} }],
    pods: Array.from({ length: pods }, (_, at) => ({
      ...pod,
      uid: `u${at}`,
      namespace: 'ns',
      name: `p${at}`,
      workload: { kind: 'Deployment', name: `w${at % workloads}` },
    })),
  };
}

async function frontOf(snapshot: ClusterSnapshot) {
  const link = createFakeLink();
  link.know({ ...link.current(), snapshot });
  open = await openForTest(link);
  const front = open;
  const headers = { authorization: front.authorization };
  return { front, list: (level: string) => ask(front, { path: `/api/v1/connections?level=${level}`, headers }) };
}

test('a list of several batches is whole, and is one JSON text', async () => {
  const { list } = await frontOf(cluster(60, 30));
  const { status, text } = await list('pod');
  const { connections, ...facts } = JSON.parse(text);
  expect([status, facts]).toEqual([
    200,
    expect.objectContaining({
      epoch: 'e1',
      revision: 3,
      level: 'pod',
      totals: expect.objectContaining({ allowed: 870 }),
    }),
  ]);
  const pairs = new Set(
    connections.map((row: { source: string; destination: string }) => `${row.source} ${row.destination}`),
  );
  const within = [...pairs].filter((pair) => /^ns\/p\d+\[Pod\] ns\/p\d+\[Pod\]$/.test(String(pair)));
  expect([pairs.size, within.length]).toEqual([connections.length, 60 * 59]);
});

test('what stands for the pods of a workload without any is listed by the workload, for there is no such pod', async () => {
  const snapshot = cluster(2, 2);
  const [one, other] = snapshot.pods;
  if (!one || !other) throw new Error('two were made');
  const absent = { ...other, name: standInName(other.workload), phase: 'Pending', standsIn: 'scaled-to-zero' } as const;
  const { list } = await frontOf({ ...snapshot, pods: [one, absent] });
  const { connections } = JSON.parse((await list('pod')).text);
  const within = connections.filter(
    ({ source, destination }: ConnectionRow) => source[0] === 'n' && destination[0] === 'n',
  );
  expect(within).toMatchObject([
    { source: 'ns/p0[Pod]', destination: 'ns/w1[Deployment]' },
    { source: 'ns/w1[Deployment]', destination: 'ns/p0[Pod]' },
  ]);
});

test('a list too long for one answer is refused with the way to have it, and holds nothing up', async () => {
  const { front, list } = await frontOf(cluster(3000, 50));
  let answered = false;
  const listed = list('pod').finally(() => {
    answered = true;
  });
  let alive = 0;
  while (!answered) {
    expect((await ask(front, { path: '/healthz' })).status).toBe(200);
    alive++;
  }
  const { status, text } = await listed;
  expect([status, JSON.parse(text).error.message]).toEqual([413, expect.stringContaining('netpol list')]);
  expect(alive).toBeGreaterThan(0);
  expect((await list('workload')).status).toBe(200);
});

test('more lists at once than there are threads for are told to wait', async () => {
  const { list } = await frontOf(cluster(60, 30));
  const statuses = (await Promise.all([list('pod'), list('pod'), list('pod')])).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([200, 200, 429]);
  expect((await list('pod')).status).toBe(200);
});
