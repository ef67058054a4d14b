import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeApiServer, type Hook, type Json, send, sendStatus } from '../testing/fake-api-server.ts';
import { seedShop } from '../testing/open-test-link.ts';
import { create, previewed, type WriterBench, writerBench } from '../testing/writer-bench.ts';

let bench: WriterBench;
let other: FakeApiServer;

beforeEach(async () => {
  bench = await writerBench();
  other = await new FakeApiServer().start();
  seedShop(other);
  other.put('namespaces', { metadata: { name: 'kube-system', uid: 'cluster-2' } });
});

afterEach(async () => {
  await bench.close();
  await other.stop();
});

/** As long as a kubeconfig may stay unread. */
const unread = () => new Promise((resolve) => setTimeout(resolve, 1_100));
const made = (server: FakeApiServer) => server.all('networkpolicies').map(({ metadata }) => metadata.name);

/** Namespaced users may not read kube-system; `more` decides about the rest. */
function withoutClusterUid(server: FakeApiServer, more: Hook = () => false): void {
  server.hook = (seen, response) => {
    if (!seen.path.endsWith('/kube-system')) return more(seen, response);
    sendStatus(response, 403, 'Forbidden', 'namespaces "kube-system" is forbidden');
    return true;
  };
}

function userIs(username: string): Hook {
  return ({ path }, response) => {
    if (!path.endsWith('/selfsubjectreviews')) return false;
    send(response, 201, { status: { userInfo: { username } } });
    return true;
  };
}

describe('an apply under way', () => {
  it('stays on its cluster though the kubeconfig names another one by then', async () => {
    const writer = bench.open();
    const previewId = await previewed(writer, create('one'), create('two'), create('three'));
    let isRewritten = false;
    bench.server.hook = async ({ method, body, query }) => {
      if (method !== 'POST' || body.metadata?.name !== 'one' || query.has('dryRun') || isRewritten) return false;
      isRewritten = true;
      writeFileSync(bench.kubeconfig, other.kubeconfig());
      await unread();
      return false;
    };
    const { writes } = await writer.apply({ previewId });
    expect(writes.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);
    expect([made(bench.server).length, made(other).length]).toEqual([4, 1]);
    await unread();
    await expect(writer.apply({ previewId: await previewed(writer, create('four')) })).resolves.toBeDefined();
    expect(made(other)).toContain('four');
  });

  it('is refused under another login, which is asked for at once, and recorded as whom the cluster took us for', async () => {
    const writer = bench.open();
    const first = await previewed(writer, create('one'));
    const second = await previewed(writer, create('two'));
    await writer.apply({ previewId: first });
    expect(writer.history()[0]?.user).toBe('jane');
    writeFileSync(bench.kubeconfig, bench.server.kubeconfig({ token: 'token-of-mallory' }));
    bench.server.hook = (seen, response) =>
      seen.headers.authorization === 'Bearer token-of-mallory' ? userIs('mallory')(seen, response) : false;
    await unread();
    await expect(writer.apply({ previewId: second })).rejects.toMatchObject({ code: 'another-user' });
    expect(made(bench.server)).not.toContain('two');
    expect(writer.history()[0]).toMatchObject({ user: 'mallory', writes: [{ outcome: 'refused' }] });
  });

  it('is refused under another login also of a server that cannot say who asks', async () => {
    const dumb: Hook = ({ path }, response) => {
      if (!path.endsWith('/selfsubjectreviews')) return false;
      sendStatus(response, 404, 'NotFound', 'the server could not find the requested resource');
      return true;
    };
    bench.server.hook = dumb;
    const writer = bench.open();
    const previewId = await previewed(writer, create('one'));
    writeFileSync(bench.kubeconfig, bench.server.kubeconfig({ token: 'another' }));
    await unread();
    await expect(writer.apply({ previewId })).rejects.toMatchObject({ code: 'another-user' });
  });
});

describe('without the right to read kube-system', () => {
  it('another cluster behind the same address is known by what its namespaces hold', async () => {
    withoutClusterUid(bench.server);
    bench.server.put('configmaps', { metadata: { name: 'kube-root-ca.crt', namespace: 'shop', uid: 'ca-1' } });
    const writer = bench.open();
    const [first, second] = [await previewed(writer, create('one')), await previewed(writer, create('two'))];
    expect((await writer.apply({ previewId: first })).writes).toMatchObject([{ outcome: 'created' }]);
    bench.server.put('configmaps', { metadata: { name: 'kube-root-ca.crt', namespace: 'shop', uid: 'ca-2' } });
    await expect(writer.apply({ previewId: second })).rejects.toMatchObject({ code: 'another-cluster' });
    expect(made(bench.server)).not.toContain('two');
  });

  it.each(['networkpolicies', 'pods'])('any of its %s will do', async (plural) => {
    const unreadable = plural === 'pods' ? /configmaps|networkpolicies$/ : /configmaps/;
    withoutClusterUid(bench.server, ({ method, path }, response) => {
      if (method !== 'GET' || !unreadable.test(path)) return false;
      sendStatus(response, 403, 'Forbidden', 'not yours');
      return true;
    });
    const writer = bench.open();
    const previewId = await previewed(writer, create('one'));
    for (const object of bench.server.all(plural)) {
      bench.server.put(plural, { ...object, metadata: { ...object.metadata, uid: 'of-another-cluster' } });
    }
    await expect(writer.apply({ previewId })).rejects.toMatchObject({ code: 'another-cluster' });
  });

  it('and with nothing to know it by, it is said before, and the name of the cluster is asked for', async () => {
    withoutClusterUid(bench.server, ({ method, path }, response) => {
      if (method !== 'GET' || !/configmaps|networkpolicies$|pods$/.test(path)) return false;
      sendStatus(response, 403, 'Forbidden', 'not yours');
      return true;
    });
    const writer = bench.open();
    const preview = await writer.preview({ writes: [create('one')] });
    expect(preview.unprovenCluster).toBe('test');
    const { previewId = '' } = preview;
    await expect(writer.apply({ previewId })).rejects.toMatchObject({ code: 'cluster-unproven', status: 409 });
    await expect(writer.apply({ previewId, clusterName: 'prod' })).rejects.toMatchObject({ code: 'cluster-unproven' });
    expect(made(bench.server)).not.toContain('one');
    const answer = await writer.apply({ previewId, clusterName: 'test' });
    expect(answer.writes).toMatchObject([{ outcome: 'created' }]);
  });

  it('another address is another cluster', async () => {
    withoutClusterUid(bench.server);
    withoutClusterUid(other);
    const writer = bench.open({ clusterUid: () => undefined });
    const [first, second] = [await previewed(writer, create('one')), await previewed(writer, create('two'))];
    const { applyId } = await writer.apply({ previewId: first });
    const config: Json = other.kubeconfig();
    writeFileSync(bench.kubeconfig, config);
    await unread();
    await expect(writer.apply({ previewId: second })).rejects.toMatchObject({ code: 'another-cluster' });
    await expect(writer.undo({ applyId })).rejects.toMatchObject({ code: 'another-cluster' });
    expect(made(other)).toEqual(['deny']);
  });
});
