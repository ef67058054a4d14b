/** Random faults, one after another; in the end the reader must hold what the cluster holds. */

import { afterEach, beforeEach, it, vi } from 'vitest';
import { KINDS as LISTED } from '#stream';
import { acceleratedClock } from './testing/accelerated-clock.ts';
import { FakeApiServer, sendStatus } from './testing/fake-api-server.ts';
import { openLiveLink, pod, policy, seedShop, sleep, stateOf, type TestLink } from './testing/open-test-link.ts';
import { seededRandom } from './testing/seeded-random.ts';

let server: FakeApiServer;
let test: TestLink;

/** Time goes so many times as fast: what takes minutes in a cluster takes seconds here. */
const SPEED_UP = 10;
const SECONDS = Number(process.env.SOAK_SECONDS ?? 12);
const SEED = Number(process.env.SOAK_SEED ?? 1);
const KINDS = ['pods', 'networkpolicies', 'namespaces', 'services', 'nodes', 'replicasets', 'jobs'];

beforeEach(async () => {
  server = await new FakeApiServer().start();
  seedShop(server);
});

afterEach(async () => {
  await test.link.stop();
  await vi.waitUntil(() => server.watches === 0);
  await server.stop();
});

it('whatever happens on the way, the end is right', { timeout: (SECONDS + 40) * 1000 }, async () => {
  const random = seededRandom(SEED);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const clock = acceleratedClock(SPEED_UP);
  test = await openLiveLink(server, { clock, random, silenceMs: 2000 });
  let clusters = 1;

  const churn = () => {
    const name = `p-${Math.floor(random() * 40)}`;
    if (random() < 0.3) server.remove('pods', `shop/${name}`);
    else
      server.put('pods', { ...pod(name), status: { phase: 'Running', podIP: `10.1.0.${Math.floor(random() * 250)}` } });
    const rule = `np-${Math.floor(random() * 5)}`;
    if (random() < 0.2) server.remove('networkpolicies', `shop/${rule}`);
    else if (random() < 0.3)
      server.put('networkpolicies', policy(rule, { podSelector: { matchLabels: { n: String(random()) } } }));
  };
  const refuseAll = (status: number, headers: Record<string, string> = {}) => {
    server.hook = (_, response) => {
      sendStatus(response, status, 'Trouble', `trouble ${status}`, { headers });
      return true;
    };
  };
  const faults: (() => unknown)[] = [
    () => server.endWatches(pick(KINDS), 'cut'),
    () => server.endWatches(pick(KINDS), 'clean'),
    () => {
      for (const kind of KINDS) server.endWatches(kind, 'cut');
    },
    () => server.forgetHistory(),
    () => server.sendLine(pick(KINDS), '{"type":"ADDED","object":{"metadata"\n'),
    () =>
      server.sendLine(
        pick(KINDS),
        `${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: pick([410, 500, 429]) } })}\n`,
      ),
    () => server.sendLine('pods', `${JSON.stringify({ type: 'ADDED', object: { kind: 'Table' } })}\n`),
    () => refuseAll(pick([500, 503, 504])),
    () => refuseAll(429, { 'retry-after': '1' }),
    () => {
      server.hook = (_, response) => {
        response.socket?.resetAndDestroy();
        return true;
      };
    },
    async () => {
      await server.stop();
      await sleep(200);
      await server.start();
    },
    async () => {
      await server.stop();
      server.wipe(pick([10, 100_000 * ++clusters]));
      server.put('namespaces', { metadata: { name: 'kube-system', uid: `cluster-${++clusters}` } });
      server.put('namespaces', { metadata: { name: 'shop' } });
      await server.start();
    },
  ];

  const end = performance.now() + SECONDS * 1000;
  while (performance.now() < end) {
    for (let round = 0; round < 20; round++) {
      churn();
      if (round % 5 === 0) await sleep(5);
    }
    if (random() < 0.5) await pick(faults)();
    await sleep(random() * 150);
    if (random() < 0.5) server.hook = undefined;
  }
  server.hook = undefined;
  const right = () => {
    const held = test.held();
    const inCluster = (kind: string) =>
      server.all(kind).map(({ metadata: { name, uid } }) => (kind === 'pods' ? name : [name, uid].join()));
    const known = {
      // Uids of pods are not announced.
      pods: held?.pods.map(({ name }) => name),
      networkpolicies: held?.policies.map(({ metadata }) => [metadata.name, metadata.uid].join()),
    };
    return (['pods', 'networkpolicies'] as const).every(
      (kind) => JSON.stringify([...(known[kind] ?? [])].sort()) === JSON.stringify(inCluster(kind).sort()),
    );
  };
  await test.until(right, 'the end state', 20_000);
  const ipOf = new Map(server.all('pods').map(({ metadata, status }) => [metadata.name, status.podIP]));
  const allIps = () => test.held()?.pods.every(({ name, ips }) => ips[0] === ipOf.get(name)) === true;
  await test.until(allIps, 'every last address', 5000);
  const live = () => LISTED.every((kind) => stateOf(test, kind) === 'live');
  await test.until(live, 'everything live', 20_000);
});
