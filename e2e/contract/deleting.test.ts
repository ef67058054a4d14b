import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ContractServer,
  freshNamespace,
  type Json,
  MERGE,
  openServer,
  policiesIn,
  policy,
  refusalOf,
  until,
} from './server.ts';

let server: ContractServer;
let path: string;
let count = 0;

beforeAll(async () => {
  server = await openServer();
  path = policiesIn(await freshNamespace(server));
}, 60_000);

afterAll(() => server?.stop());

async function made(more: Json = {}): Promise<{ name: string; metadata: Json }> {
  const name = `p-${++count}`;
  const { json } = await server.ask('POST', path, { body: policy(name, undefined, more) });
  return { name, metadata: json.metadata };
}
const remove = (name: string, options: Json = {}) =>
  server.ask('DELETE', `${path}/${name}`, { body: { kind: 'DeleteOptions', apiVersion: 'v1', ...options } });
const statusOf = async (name: string) => (await server.ask('GET', `${path}/${name}`)).status;

describe('a deletion', () => {
  test('answers with a Status that names what is gone', async () => {
    const { name, metadata } = await made();
    const { status, json } = await remove(name);
    expect(status).toBe(200);
    expect(json).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: { name, group: 'networking.k8s.io', kind: 'networkpolicies', uid: metadata.uid },
    });
    expect(refusalOf(await remove('none'))).toMatchInlineSnapshot(
      `"404 NotFound: networkpolicies.networking.k8s.io "none" not found"`,
    );
  });

  test('of another uid than stored is refused, of the right one is done', async () => {
    const { name, metadata } = await made();
    const wrong = await remove(name, { preconditions: { uid: '00000000-0000-4000-8000-000000000001' } });
    expect(refusalOf(wrong)).toMatchInlineSnapshot(
      `"409 Conflict: Operation cannot be fulfilled on NetworkPolicy.networking.k8s.io "p-2": the UID in the precondition (UID) does not match the UID in record (UID). The object might have been deleted and then recreated"`,
    );
    expect(await statusOf(name)).toBe(200);
    expect((await remove(name, { preconditions: { uid: metadata.uid } })).status).toBe(200);
  });

  test('of another version than stored is refused, of the right one is done', async () => {
    const { name, metadata } = await made();
    const changed = await server.ask('PATCH', `${path}/${name}`, {
      type: MERGE,
      body: { metadata: { labels: { a: 'b' } } },
    });
    const stale = await remove(name, { preconditions: { resourceVersion: metadata.resourceVersion } });
    expect(refusalOf(stale)).toMatchInlineSnapshot(
      `"409 Conflict: Operation cannot be fulfilled on NetworkPolicy.networking.k8s.io "p-3": the ResourceVersion in the precondition (N) does not match the ResourceVersion in record (N). The object might have been modified"`,
    );
    const { resourceVersion } = changed.json.metadata;
    expect((await remove(name, { preconditions: { resourceVersion } })).status).toBe(200);
  });

  test('as a dry run is judged like a true one', async () => {
    const { name } = await made();
    expect((await remove(name, { dryRun: ['All'] })).status).toBe(200);
    const wrong = await remove(name, { dryRun: ['All'], preconditions: { uid: 'other' } });
    expect(wrong.status).toBe(409);
    expect(refusalOf(await remove(name, { dryRun: ['Some'] }))).toMatchInlineSnapshot(`
      "422 Invalid: DeleteOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["Some"]: supported values: "All"
        FieldValueNotSupported dryRun: Unsupported value: ["Some"]: supported values: "All""
    `);
    expect(await statusOf(name)).toBe(200);
  });

  test('of what has finalizers only begins, and ends with the last of them', async () => {
    const { name } = await made({ finalizers: ['example.com/hold'] });
    const begun = await remove(name);
    expect([begun.status, begun.json.kind]).toEqual([200, 'NetworkPolicy']);
    expect(begun.json.metadata.deletionTimestamp).toBeTruthy();
    expect(begun.json.metadata.deletionGracePeriodSeconds).toBe(0);
    expect(await statusOf(name)).toBe(200);
    const finished = await server.ask('PATCH', `${path}/${name}`, {
      type: MERGE,
      body: { metadata: { finalizers: null } },
    });
    expect(finished.status).toBe(200);
    expect(await statusOf(name)).toBe(404);
  });

  test('of a collection takes what its selector selects', async () => {
    const { name: kept } = await made();
    const { name: gone } = await made({ labels: { go: 'yes' } });
    const answer = await server.ask('DELETE', `${path}?labelSelector=go%3Dyes`);
    expect([answer.status, answer.json.kind]).toEqual([200, 'NetworkPolicyList']);
    expect([await statusOf(kept), await statusOf(gone)]).toEqual([200, 404]);
  });

  test('with options that are none is refused', async () => {
    const { name } = await made();
    expect(refusalOf(await remove(name, { propagationPolicy: 'Sideways' }))).toMatchInlineSnapshot(`
      "422 Invalid: DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "Sideways": supported values: "Foreground", "Background", "Orphan", "nil"
        FieldValueNotSupported propagationPolicy: Unsupported value: "Sideways": supported values: "Foreground", "Background", "Orphan", "nil""
    `);
    const wrong = await server.ask('DELETE', `${path}/${name}`, { body: { kind: 'Pod', apiVersion: 'v1' } });
    expect(refusalOf(wrong)).toMatchInlineSnapshot(
      `"500 (no reason): no kind "Pod" is registered for version "v1" in scheme "pkg/runtime/scheme.go:110""`,
    );
  });
});

describe('a namespace', () => {
  test('that is not there takes nothing in', async () => {
    expect(
      refusalOf(await server.ask('POST', policiesIn('no-such-namespace'), { body: policy('p') })),
    ).toMatchInlineSnapshot(`"404 NotFound: namespaces "no-such-namespace" not found"`);
  });

  test('that is going takes nothing in either, and goes with all that is in it', { timeout: 60_000 }, async () => {
    const namespace = await freshNamespace(server);
    const inside = policiesIn(namespace);
    await server.ask('POST', inside, { body: policy('held', undefined, { finalizers: ['example.com/hold'] }) });
    await server.ask('DELETE', `/api/v1/namespaces/${namespace}`);
    const at = () => server.ask('GET', `/api/v1/namespaces/${namespace}`);
    expect((await at()).json.status.phase).toBe('Terminating');
    const refused = await server.ask('POST', inside, { body: policy('late') });
    expect(refusalOf(refused)).toMatchInlineSnapshot(`
      "403 Forbidden: networkpolicies.networking.k8s.io "late" is forbidden: unable to create new content in namespace NAMESPACE because it is being terminated
        NamespaceTerminating metadata.namespace: namespace NAMESPACE is being terminated"
    `);
    const free = { type: MERGE, body: { metadata: { finalizers: null } } };
    await until(
      () => server.ask('PATCH', `${inside}/held`, free),
      ({ status }) => status === 200 || status === 404,
    );
    await until(at, ({ status }) => status === 404, 45_000);
  });
});
