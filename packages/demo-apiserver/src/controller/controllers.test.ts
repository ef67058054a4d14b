import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { served } from '../kinds.ts';
import { type JsonObject, listAt, objectAt, textAt } from '../kube-object.ts';
import { startTestCluster, type TestCluster } from '../testing/test-cluster.ts';

const MERGE = 'application/merge-patch+json';
const pods = served('pods');

let demo: TestCluster;

beforeAll(async () => {
  demo = await startTestCluster({ terminationMs: 5 });
});

afterAll(async () => {
  await demo?.stop();
});

function podsIn(namespace: string) {
  return demo.cluster.store.list(pods, namespace);
}

function patch(path: string, body: JsonObject) {
  return demo.send('PATCH', path, { body, type: MERGE });
}

function eventTypes(text: string): string[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => String((JSON.parse(line) as JsonObject).type));
}

describe('the controllers', () => {
  test('every pod of the seed runs on a node with an address of its own', () => {
    const all = demo.cluster.store.list(pods);
    expect(all).toHaveLength(17);
    for (const pod of all) expect(textAt(pod, 'status', 'phase')).toBe('Running');
    const own = all.filter((pod) => objectAt(pod, 'spec').hostNetwork !== true);
    const addresses = own.map((pod) => textAt(pod, 'status', 'podIP'));
    expect(new Set(addresses).size).toBe(own.length);
    for (const address of addresses) expect(address).toMatch(/^10\.42\.\d+\.\d+$/);
  });

  test('a pod is owned by a ReplicaSet that is owned by its Deployment', () => {
    const [pod] = podsIn('ui');
    const [owner] = pod?.metadata.ownerReferences ?? [];
    const set = demo.cluster.store.get(served('replicasets'), 'ui', owner?.name ?? '');
    expect(set?.metadata.uid).toBe(owner?.uid);
    expect(set?.metadata.ownerReferences?.[0]).toMatchObject({ kind: 'Deployment', name: 'ui', controller: true });
    expect(pod?.metadata.labels?.['pod-template-hash']).toBe(set?.metadata.labels?.['pod-template-hash']);
  });

  test('scaling a StatefulSet adds and removes numbered pods', async () => {
    const path = '/apis/apps/v1/namespaces/catalog/statefulsets/catalog-mysql';
    await demo.send('PUT', `${path}/scale`, { body: { spec: { replicas: 3 } } });
    const names = () =>
      podsIn('catalog')
        .map((pod) => pod.metadata.name)
        .filter((name) => name.startsWith('catalog-mysql'));
    await expect.poll(names).toEqual(['catalog-mysql-0', 'catalog-mysql-1', 'catalog-mysql-2']);
    await demo.send('PUT', `${path}/scale`, { body: { spec: { replicas: 1 } } });
    await expect.poll(names).toEqual(['catalog-mysql-0']);
  });

  test('a pod that is relabelled away is let go and replaced, and taken back when it returns', async () => {
    const name = podsIn('orders').find((pod) => pod.metadata.labels?.['app.kubernetes.io/component'] === 'service')
      ?.metadata.name;
    const path = `/api/v1/namespaces/orders/pods/${name}`;
    await patch(path, { metadata: { labels: { 'app.kubernetes.io/component': 'other' } } });
    await expect.poll(() => podsIn('orders').length).toBe(3);
    const released = demo.cluster.store.get(pods, 'orders', name ?? '');
    expect(released?.metadata.ownerReferences).toBeUndefined();
    await patch(path, { metadata: { labels: { 'app.kubernetes.io/component': 'service' } } });
    await expect.poll(() => podsIn('orders').length).toBe(2);
  });

  test('a deleted pod is seen as going, then as gone, and its successor has another name', async () => {
    const before = podsIn('carts').find((pod) => pod.metadata.name.startsWith('carts-dynamodb'));
    const version = demo.cluster.store.version;
    const name = before?.metadata.name ?? '';
    const answer = await demo.send('DELETE', `/api/v1/namespaces/carts/pods/${name}`);
    expect(textAt(answer.json, 'metadata', 'deletionTimestamp')).toBeDefined();
    const query = `watch=1&resourceVersion=${version}&timeoutSeconds=1&fieldSelector=metadata.name%3D${name}`;
    const watched = await demo.send('GET', `/api/v1/namespaces/carts/pods?${query}`);
    expect(eventTypes(watched.text)).toEqual(['MODIFIED', 'DELETED']);
    await expect.poll(() => podsIn('carts').length).toBe(2);
    expect(podsIn('carts').map((pod) => pod.metadata.name)).not.toContain(name);
  });

  test('a new template replaces every pod', async () => {
    const path = '/apis/apps/v1/namespaces/ui/deployments/ui';
    await patch(path, { spec: { template: { metadata: { labels: { version: 'two' } } } } });
    await expect.poll(() => podsIn('ui').map((pod) => pod.metadata.labels?.version)).toEqual(['two']);
    await expect.poll(async () => objectAt((await demo.send('GET', path)).json, 'status').updatedReplicas).toBe(1);
  });

  test('deleting a Deployment takes its ReplicaSets and pods along; orphans stay', async () => {
    const base = '/apis/apps/v1/namespaces/checkout/deployments';
    const keep = { propagationPolicy: 'Orphan' };
    await demo.send('DELETE', `${base}/checkout-redis`, { body: keep });
    await demo.send('DELETE', `${base}/checkout`, { body: { propagationPolicy: 'Foreground' } });
    await expect.poll(() => podsIn('checkout').map((pod) => pod.metadata.name.split('-')[1])).toEqual(['redis']);
    await expect.poll(async () => listAt((await demo.send('GET', base)).json, 'items')).toEqual([]);
  });

  test('a namespace goes with all that is in it, and comes with an account', async () => {
    await demo.send('DELETE', '/api/v1/namespaces/carts');
    await expect.poll(async () => (await demo.send('GET', '/api/v1/namespaces/carts')).status).toBe(404);
    expect(podsIn('carts')).toEqual([]);
    await demo.send('POST', '/api/v1/namespaces', { body: { metadata: { name: 'new' } } });
    const account = async () => (await demo.send('GET', '/api/v1/namespaces/new/serviceaccounts/default')).status;
    await expect.poll(account).toBe(200);
  });

  test('a bare pod runs; one that no node takes waits and says why', async () => {
    const container = { name: 'c', image: 'x' };
    const base = '/api/v1/namespaces/default/pods';
    const bare = { metadata: { name: 'bare' }, spec: { containers: [container] } };
    const picky = { metadata: { name: 'picky' }, spec: { nodeSelector: { disk: 'ssd' }, containers: [container] } };
    await demo.send('POST', base, { body: bare });
    await demo.send('POST', base, { body: picky });
    const phase = async (name: string) => textAt((await demo.send('GET', `${base}/${name}`)).json, 'status', 'phase');
    await expect.poll(() => phase('bare')).toBe('Running');
    await expect.poll(() => phase('picky')).toBe('Pending');
  });
});
