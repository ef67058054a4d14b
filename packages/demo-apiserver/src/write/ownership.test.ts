import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type JsonObject, listAt, objectAt } from '../kube-object.ts';
import { startTestCluster, type TestCluster } from '../testing/test-cluster.ts';

const SERVICES = '/api/v1/namespaces/default/services';
const APPLY = 'application/apply-patch+yaml';

let demo: TestCluster;

beforeAll(async () => {
  demo = await startTestCluster();
});

afterAll(async () => {
  await demo?.stop();
});

function service(name: string, ports: readonly JsonObject[], labels?: JsonObject): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: labels === undefined ? { name } : { name, labels },
    spec: { selector: { app: name }, ports },
  };
}

function apply(manager: string, body: JsonObject, query = '') {
  const name = String(objectAt(body, 'metadata').name);
  return demo.send('PATCH', `${SERVICES}/${name}?fieldManager=${manager}${query}`, { body, type: APPLY });
}

const port = (number: number, name: string): JsonObject => ({ port: number, name, protocol: 'TCP' });

describe('server-side apply of lists with keys', () => {
  test('two managers own one element each, and each takes only its own away', async () => {
    await apply('one', service('keyed', [port(80, 'web')]));
    const both = await apply('two', { ...service('keyed', [port(81, 'admin')]) });
    expect(listAt(both.json, 'spec', 'ports').map((item) => objectAt({ item }, 'item').port)).toEqual([80, 81]);
    const left = await apply('one', service('keyed', []));
    expect(listAt(left.json, 'spec', 'ports').map((item) => objectAt({ item }, 'item').port)).toEqual([81]);
  });

  test('a field of an element conflicts by its key, and force takes just that field', async () => {
    await apply('one', service('forced', [port(80, 'web')]));
    const refused = await apply('two', service('forced', [port(80, 'http')]));
    expect(refused.status).toBe(409);
    expect(objectAt(refused.json, 'details').causes).toEqual([
      {
        reason: 'FieldManagerConflict',
        message: 'conflict with "one"',
        field: '.spec.ports[port=80,protocol="TCP"].name',
      },
    ]);
    const forced = await apply('two', service('forced', [port(80, 'http')]), '&force=true');
    expect(objectAt({ item: listAt(forced.json, 'spec', 'ports')[0] }, 'item').name).toBe('http');
  });

  test('what two own stays until both let go', async () => {
    await apply('one', service('shared', [port(80, 'web')], { team: 'a' }));
    await apply('two', service('shared', [port(80, 'web')], { team: 'a' }));
    const first = await apply('one', service('shared', [port(80, 'web')]));
    expect(objectAt(first.json, 'metadata').labels).toEqual({ team: 'a' });
    const second = await apply('two', service('shared', [port(80, 'web')]));
    expect(objectAt(second.json, 'metadata').labels).toBeUndefined();
  });

  test('a create by POST under the same name conflicts with its own apply: the operation differs', async () => {
    await demo.send('POST', `${SERVICES}?fieldManager=me`, { body: service('self', [port(80, 'web')]) });
    const refused = await apply('me', service('self', [port(80, 'other')]));
    expect(refused.json.message).toContain('conflict with "me" using v1: .spec.ports');
  });

  test('a dry run stores nothing', async () => {
    const before = demo.cluster.store.version;
    const answer = await apply('one', service('dry', [port(80, 'web')]), '&dryRun=All');
    expect(answer.status).toBe(201);
    expect(objectAt(answer.json, 'metadata').resourceVersion).toBeUndefined();
    expect(demo.cluster.store.version).toBe(before);
  });
});
