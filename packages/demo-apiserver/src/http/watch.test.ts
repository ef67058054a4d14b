import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type JsonObject, type KubeObject, listAt, objectAt } from '../kube-object.ts';
import { startTestCluster, type TestCluster } from '../testing/test-cluster.ts';

const MAPS = '/api/v1/namespaces/other/configmaps';
const MERGE = 'application/merge-patch+json';

let demo: TestCluster;

beforeAll(async () => {
  demo = await startTestCluster();
});

afterAll(async () => {
  await demo?.stop();
});

type Step = readonly [verb: 'create' | 'label' | 'delete', name: string, label: string];

const steps = fc.array(
  fc.tuple(
    fc.constantFrom('create', 'label', 'delete'),
    fc.constantFrom('x', 'y', 'z'),
    fc.constantFrom('a', 'b'),
  ) as fc.Arbitrary<Step>,
  { minLength: 1, maxLength: 25 },
);

/** A step may fail, as a create of what is there does: that is no matter here. */
async function act([verb, name, label]: Step): Promise<void> {
  const metadata = { name, labels: { app: label } };
  if (verb === 'create') await demo.send('POST', MAPS, { body: { metadata } });
  else if (verb === 'label') await demo.send('PATCH', `${MAPS}/${name}`, { body: { metadata }, type: MERGE });
  else await demo.send('DELETE', `${MAPS}/${name}`);
}

async function listed(selector: string): Promise<{ readonly version: string; readonly names: readonly string[] }> {
  const { json } = await demo.send('GET', `${MAPS}?labelSelector=${selector}`);
  const names = (listAt(json, 'items') as KubeObject[]).map(
    ({ metadata }) => `${metadata.name}@${metadata.resourceVersion}`,
  );
  return { version: String(objectAt(json, 'metadata').resourceVersion), names };
}

function replayed(names: readonly string[], text: string): readonly string[] {
  const state = new Map(names.map((name) => [name.split('@')[0], name]));
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const { type, object } = JSON.parse(line) as { type: string; object: KubeObject };
    const { name, resourceVersion } = object.metadata;
    // An addition of what is known, or a change of what is not, would be a fault of the server.
    expect(type === 'ADDED').toBe(!state.has(name));
    if (type === 'DELETED') state.delete(name);
    else state.set(name, `${name}@${resourceVersion}`);
  }
  return [...state.values()].sort() as string[];
}

describe('a list, and a watch from its version on', () => {
  test('give the state of any later moment, with and without a selector', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom('', 'app%3Da', 'app%21%3Da'), async (done, selector) => {
        const before = await listed(selector);
        for (const step of done) await act(step);
        const after = await listed(selector);
        const query = `watch=1&resourceVersion=${before.version}&labelSelector=${selector}`;
        // Short, as all events are past ones.
        const watched = await demo.send('GET', `${MAPS}?${query}&timeoutSeconds=0.02`);
        expect(replayed(before.names, watched.text)).toEqual([...after.names].sort());
      }),
      { seed: 3, numRuns: 15 },
    );
  });

  test('a watch that begins with the state has all of it, then a bookmark that says so', async () => {
    await act(['create', 'x', 'a']);
    const query = 'watch=1&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan';
    const { text } = await demo.send('GET', `${MAPS}?${query}&timeoutSeconds=0.02`);
    const events = text.split('\n').filter((line) => line !== '');
    const last = events.findIndex((line) => line.includes('initial-events-end'));
    expect(events.slice(0, last).map((line) => (JSON.parse(line) as JsonObject).type)).toEqual(['ADDED', 'ADDED']);
  });

  test('a single object may be watched by its path', async () => {
    const version = demo.cluster.store.version;
    await act(['label', 'x', 'b']);
    await act(['create', 'other', 'b']);
    const query = `watch=1&resourceVersion=${version}&timeoutSeconds=0.02`;
    const { text } = await demo.send('GET', `${MAPS}/x?${query}`);
    expect(text.trim().split('\n')).toHaveLength(1);
  });

  test('two watches see the same events in the same order, in rising versions, while controllers work', async () => {
    const version = demo.cluster.store.version;
    const path = `/api/v1/namespaces/ui/pods?watch=1&resourceVersion=${version}&timeoutSeconds=1`;
    const both = Promise.all([demo.send('GET', path), demo.send('GET', path)]);
    await demo.send('PUT', '/apis/apps/v1/namespaces/ui/deployments/ui/scale', { body: { spec: { replicas: 6 } } });
    await demo.send('PUT', '/apis/apps/v1/namespaces/ui/deployments/ui/scale', { body: { spec: { replicas: 2 } } });
    const [one, two] = await both;
    expect(one.text).toBe(two.text);
    const versions = one.text
      .trim()
      .split('\n')
      .map((line) => Number((JSON.parse(line) as { object: KubeObject }).object.metadata.resourceVersion));
    expect(versions.length).toBeGreaterThan(10);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });
});
