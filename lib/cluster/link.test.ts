import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeApiServer } from './testing/fake-api-server.ts';
import { openLiveLink, openTestLink, pod, policy, seedShop, type TestLink } from './testing/open-test-link.ts';

let server: FakeApiServer;
let opened: TestLink;

beforeEach(async () => {
  server = await new FakeApiServer().start();
  seedShop(server);
});

afterEach(async () => {
  await opened?.link.stop();
  expect(server.watches).toBe(0);
  await server.stop();
});

async function openLive(): Promise<TestLink> {
  opened = await openLiveLink(server);
  return opened;
}

describe('a first snapshot', () => {
  it('holds each object cut down to what verdicts rest on', async () => {
    const { held } = await openLive();
    expect(held()).toMatchObject({
      namespaces: [
        { name: 'kube-system' },
        { name: 'shop', labels: { team: 'a', 'kubernetes.io/metadata.name': 'shop' } },
      ],
      pods: [
        {
          namespace: 'shop',
          name: 'web-1-a',
          ips: ['10.42.0.7'],
          hostIps: ['10.0.0.1'],
          ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
          workload: { kind: 'Deployment', name: 'web' },
          phase: 'Running',
          ready: true,
        },
      ],
      hosts: [{ name: 'host-1', ips: ['10.0.0.1'], ready: true }],
      services: [{ name: 'web', ports: [{ port: 80, targetPort: 'http' }] }],
      cluster: { tls: 'none', version: '1.34', uid: 'cluster-1', region: 'us-west-2' },
    });
    expect(opened?.link.current().session).toEqual({ user: 'jane', readOnly: false, mayApply: 'all' });
    expect(JSON.stringify(held())).not.toContain('hunter2');
  });

  it('comes only when namespaces, pods, policies and owners were listed', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    server.hook = async ({ path }) => {
      if (path.endsWith('/replicasets')) await held;
      return false;
    };
    opened = await openTestLink(server);
    await opened.until(() => opened.link.current().health.kinds.pods.state === 'live', 'pods live');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(opened.link.current().snapshot).toBeUndefined();
    release();
    await opened.until(() => opened.held() !== undefined, 'a snapshot');
    expect(opened.held()?.pods[0]?.workload).toEqual({ kind: 'Deployment', name: 'web' });
  });

  it('is the very one that readers of the messages hold', async () => {
    const { link, held, until } = await openLive();
    for (let index = 0; index < 20; index++) server.put('pods', pod(`extra-${index}`));
    server.remove('pods', 'shop/extra-3');
    await until(() => held()?.pods.length === 20, '20 pods');
    expect(held()).toEqual(link.current().snapshot);
  });
});

describe('a change in the cluster', () => {
  it('is announced within a second', async () => {
    const { until, held } = await openLive();
    await new Promise((resolve) => setTimeout(resolve, 300));
    server.put('pods', pod('web-1-b'));
    const told = until(() => held()?.pods.length === 2, 'two pods').then(() => 'announced');
    const second = new Promise((resolve) => setTimeout(resolve, 1000, 'a second went by'));
    expect(await Promise.race([told, second])).toBe('announced');
  });

  it('keeps the identity of what did not change', async () => {
    const { until, held } = await openLive();
    const before = held();
    server.put('networkpolicies', policy('allow'));
    await until(() => held()?.policies.length === 2, 'two policies');
    expect(held()?.pods).toBe(before?.pods);
    expect(held()?.policies[0]).toBe(before?.policies[0]);
  });

  it('that says the same as before is no message', async () => {
    const { messages, link } = await openLive();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const ofTheCluster = () => messages.filter(({ type }) => type === 'snapshot' || type === 'change').length;
    const before = ofTheCluster();
    server.put('pods', server.get('pods', 'shop/web-1-a'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(ofTheCluster()).toBe(before);
    expect(link.current().snapshot?.revision).toBe(before);
  });

  it('of a burst goes out at most four times a second, and its end is never lost', async () => {
    const { messages, held, until } = await openLive();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = messages.filter(({ type }) => type === 'change').length;
    const start = performance.now();
    for (let round = 0; round < 50; round++) {
      for (let index = 0; index < 20; index++) {
        server.put('pods', { ...pod(`burst-${index}`), status: { phase: 'Running', podIP: `10.42.1.${round}` } });
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const last = () => held()?.pods.filter(({ ips }) => ips[0] === '10.42.1.49').length;
    await until(() => last() === 20, 'the last state of each');
    const seconds = (performance.now() - start) / 1000;
    const sent = messages.filter(({ type }) => type === 'change').length - before;
    expect(sent).toBeLessThanOrEqual(Math.ceil(seconds * 4) + 1);
  });

  it('to an owner moves its pods to the workload it names', async () => {
    const { held, until } = await openLive();
    server.put('pods', pod('job-1', 'Job', 'nightly-1', 'uid-job'));
    await until(() => held()?.pods.some(({ workload }) => workload.name === 'nightly-1') === true, 'named by its job');
    server.put('jobs', {
      metadata: {
        name: 'nightly-1',
        namespace: 'shop',
        uid: 'uid-job',
        ownerReferences: [{ kind: 'CronJob', name: 'nightly', uid: 'uid-cron', controller: true }],
      },
    });
    await until(
      () => held()?.pods.some(({ workload }) => workload.kind === 'CronJob' && workload.name === 'nightly') === true,
      'named by its cron job',
    );
  });
});
