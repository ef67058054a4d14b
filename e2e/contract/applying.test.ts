import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  APPLY,
  type ContractServer,
  freshNamespace,
  type Json,
  MERGE,
  openServer,
  policiesIn,
  policy,
  refusalOf,
} from './server.ts';

let server: ContractServer;
let path: string;
let count = 0;

beforeAll(async () => {
  server = await openServer();
  path = policiesIn(await freshNamespace(server));
}, 60_000);

afterAll(() => server?.stop());

const fresh = () => `p-${++count}`;
const apply = (manager: string, body: Json, query = '') =>
  server.ask('PATCH', `${path}/${body.metadata?.name}?fieldManager=${manager}${query}`, { type: APPLY, body });
/** By name: their order depends on the second each wrote in. */
const managersOf = ({ json }: { json: Json }) =>
  json.metadata.managedFields
    .map(({ manager, operation, fieldsV1 }: Json) => ({ manager, operation, fieldsV1 }))
    .toSorted((a: Json, b: Json) => (a.manager < b.manager ? -1 : 1));
const ingress = { podSelector: {}, policyTypes: ['Ingress'] };
const egress = { podSelector: {}, policyTypes: ['Egress'] };

describe('server-side apply', () => {
  test('creates with 201, and then with 200 changes nothing', async () => {
    const body = policy(fresh(), ingress, { labels: { 'app.kubernetes.io/name': 'x' } });
    const first = await apply('one', body);
    expect(first.status).toBe(201);
    expect(managersOf(first)).toEqual([
      {
        manager: 'one',
        operation: 'Apply',
        fieldsV1: {
          'f:metadata': { 'f:labels': { 'f:app.kubernetes.io/name': {} } },
          'f:spec': { 'f:podSelector': {}, 'f:policyTypes': {} },
        },
      },
    ]);
    const second = await apply('one', body);
    expect([second.status, second.json]).toEqual([200, first.json]);
  });

  test('is YAML, and needs a manager', async () => {
    const name = fresh();
    const body = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}}\nspec: {podSelector: {}}\n`;
    const answer = await server.ask('PATCH', `${path}/${name}?fieldManager=m`, { type: APPLY, body });
    expect([answer.status, answer.json.spec.policyTypes]).toEqual([201, ['Ingress']]);
    expect(refusalOf(await server.ask('PATCH', `${path}/${name}`, { type: APPLY, body }))).toMatchInlineSnapshot(`
      "422 Invalid: PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch
        FieldValueRequired fieldManager: Required value: is required for apply patch"
    `);
    expect(
      refusalOf(await server.ask('PATCH', `${path}/${name}?fieldManager=${'m'.repeat(129)}`, { type: APPLY, body })),
    ).toMatchInlineSnapshot(`
      "422 Invalid: PatchOptions.meta.k8s.io "" is invalid: fieldManager: Too long: may not be more than 128 bytes
        FieldValueTooLong fieldManager: Too long: may not be more than 128 bytes"
    `);
  });

  test('of a field of another manager is a conflict that names manager and field', async () => {
    const name = fresh();
    await apply('one', policy(name, ingress, { labels: { a: '1' } }));
    const answer = await apply('two', policy(name, egress, { labels: { a: '2' } }));
    expect(refusalOf(answer)).toMatchInlineSnapshot(`
      "409 Conflict: Apply failed with 2 conflicts: conflicts with "one":
      - .metadata.labels.a
      - .spec.policyTypes
        FieldManagerConflict .metadata.labels.a: conflict with "one"
        FieldManagerConflict .spec.policyTypes: conflict with "one""
    `);
  });

  test('also conflicts with those who wrote without apply, who are named by their program', async () => {
    const name = fresh();
    await server.ask('POST', path, { body: policy(name, ingress), headers: { 'user-agent': 'tool/2 (x)' } });
    expect(refusalOf(await apply('two', policy(name, egress)))).toMatchInlineSnapshot(`
      "409 Conflict: Apply failed with 1 conflict: conflict with "tool" using networking.k8s.io/v1: .spec.policyTypes
        FieldManagerConflict .spec.policyTypes: conflict with "tool" using networking.k8s.io/v1"
    `);
    const patched = await server.ask('PATCH', `${path}/${name}?fieldManager=hand`, {
      type: MERGE,
      body: { spec: egress },
    });
    expect(managersOf(patched).map(({ manager, operation }: Json) => `${manager} ${operation}`)).toEqual([
      'hand Update',
    ]);
    expect(refusalOf(await apply('two', policy(name, ingress)))).toMatchInlineSnapshot(`
      "409 Conflict: Apply failed with 1 conflict: conflict with "hand" using networking.k8s.io/v1: .spec.policyTypes
        FieldManagerConflict .spec.policyTypes: conflict with "hand" using networking.k8s.io/v1"
    `);
  });

  test('by force takes the fields over, and leaves the other manager the rest', async () => {
    const name = fresh();
    await apply('one', policy(name, ingress, { labels: { a: '1' } }));
    const answer = await apply('two', policy(name, egress), '&force=true');
    expect(answer.json.spec).toEqual(egress);
    expect(managersOf(answer)).toEqual([
      {
        manager: 'one',
        operation: 'Apply',
        fieldsV1: { 'f:metadata': { 'f:labels': { 'f:a': {} } }, 'f:spec': { 'f:podSelector': {} } },
      },
      { manager: 'two', operation: 'Apply', fieldsV1: { 'f:spec': { 'f:podSelector': {}, 'f:policyTypes': {} } } },
    ]);
  });

  test('of the same value shares it', async () => {
    const name = fresh();
    await apply('one', policy(name, ingress));
    const answer = await apply('two', policy(name, ingress));
    expect(answer.status).toBe(200);
    expect(managersOf(answer).map(({ manager }: Json) => manager)).toEqual(['one', 'two']);
  });

  test('takes away what its manager no longer says, unless another says it too', async () => {
    const name = fresh();
    await apply('one', policy(name, ingress, { labels: { alone: '1', shared: '1' } }));
    await apply('two', { ...policy(name), spec: undefined, metadata: { name, labels: { shared: '1' } } });
    const answer = await apply('one', policy(name, ingress));
    expect(answer.json.metadata.labels).toEqual({ shared: '1' });
    expect((await apply('two', { ...policy(name), spec: undefined })).json.metadata).not.toHaveProperty('labels');
  });

  test('owns each label by itself, and each list of a policy as one', async () => {
    const name = fresh();
    const rules = [{ from: [{ podSelector: {} }] }];
    await apply('one', policy(name, { ...ingress, ingress: rules }, { labels: { a: '1' } }));
    const labelled = await apply('two', { ...policy(name), spec: undefined, metadata: { name, labels: { b: '1' } } });
    expect([labelled.status, labelled.json.metadata.labels]).toEqual([200, { a: '1', b: '1' }]);
    const more = { ...policy(name), spec: { ingress: [...rules, {}] } };
    expect(refusalOf(await apply('two', more))).toMatchInlineSnapshot(`
      "409 Conflict: Apply failed with 1 conflict: conflict with "one": .spec.ingress
        FieldManagerConflict .spec.ingress: conflict with "one""
    `);
  });

  test('of an older version is a conflict, and of a uid that is gone too', async () => {
    const name = fresh();
    const { json } = await apply('one', policy(name, ingress));
    await apply('one', policy(name, egress));
    const { resourceVersion, uid } = json.metadata;
    expect(refusalOf(await apply('one', policy(name, ingress, { resourceVersion })))).toMatchInlineSnapshot(
      `"409 Conflict: Operation cannot be fulfilled on networkpolicies.networking.k8s.io "p-9": the object has been modified; please apply your changes to the latest version and try again"`,
    );
    await server.ask('DELETE', `${path}/${name}`);
    expect(refusalOf(await apply('one', policy(name, ingress, { uid })))).toMatchInlineSnapshot(
      `"409 Conflict: Operation cannot be fulfilled on networkpolicies.networking.k8s.io "p-9": uid mismatch: the provided object specified uid UID, and no existing object was found"`,
    );
  });

  test('of a body with what only the server may say, or with what is in no schema, is refused', async () => {
    const name = fresh();
    const managedFields = [{ manager: 'x', operation: 'Apply', apiVersion: 'networking.k8s.io/v1' }];
    expect(refusalOf(await apply('one', policy(name, ingress, { managedFields })))).toMatchInlineSnapshot(
      `"400 BadRequest: metadata.managedFields must be nil"`,
    );
    expect(refusalOf(await apply('one', policy(name, { podSelektor: {} })))).toMatchInlineSnapshot(
      `"500 (no reason): failed to create typed patch object (/p-10; networking.k8s.io/v1, Kind=NetworkPolicy): .spec.podSelektor: field not declared in schema"`,
    );
    expect(refusalOf(await apply('one', policy(name, { podSelector: 'all' })))).toMatchInlineSnapshot(
      `"500 (no reason): failed to create typed patch object (/p-10; networking.k8s.io/v1, Kind=NetworkPolicy): .spec.podSelector: expected map, got &{all}"`,
    );
    const other = { ...policy(name), apiVersion: 'networking.k8s.io/v2' };
    expect(refusalOf(await apply('one', other))).toMatchInlineSnapshot(
      `"400 BadRequest: invalid object type: networking.k8s.io/v2, Kind=NetworkPolicy"`,
    );
    expect(refusalOf(await apply('one', { ...policy(name), kind: undefined }))).toMatchInlineSnapshot(
      `"400 BadRequest: invalid object type: networking.k8s.io/v1, Kind="`,
    );
  });

  test('of something invalid is refused with every fault', async () => {
    const spec = { podSelector: {}, policyTypes: ['Both'], ingress: [{ ports: [{ port: 0 }] }] };
    expect(refusalOf(await apply('one', policy(fresh(), spec)))).toMatchInlineSnapshot(`
      "422 Invalid: NetworkPolicy.networking.k8s.io "p-11" is invalid: [spec.ingress[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive, spec.policyTypes[0]: Unsupported value: "Both": supported values: "Ingress", "Egress"]
        FieldValueInvalid spec.ingress[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive
        FieldValueNotSupported spec.policyTypes[0]: Unsupported value: "Both": supported values: "Ingress", "Egress""
    `);
  });

  test('as a dry run finds conflicts and faults, answers what would be, and stores nothing', async () => {
    const name = fresh();
    const made = await apply('one', policy(name, ingress), '&dryRun=All');
    expect([made.status, made.json.metadata.resourceVersion]).toEqual([201, undefined]);
    expect((await server.ask('GET', `${path}/${name}`)).status).toBe(404);
    await apply('one', policy(name, ingress));
    const changed = await apply('one', policy(name, egress), '&dryRun=All');
    expect([changed.status, changed.json.spec]).toEqual([200, egress]);
    expect((await apply('two', policy(name, egress), '&dryRun=All')).status).toBe(409);
    expect((await server.ask('GET', `${path}/${name}`)).json.spec).toEqual(ingress);
    expect(refusalOf(await apply('one', policy(name, egress), '&dryRun=Some'))).toMatchInlineSnapshot(`
      "422 Invalid: PatchOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["Some"]: supported values: "All"
        FieldValueNotSupported dryRun: Unsupported value: ["Some"]: supported values: "All""
    `);
  });
});

describe('a dry run', () => {
  test('of a creation gives a uid and no version, and of a name that is taken is 409', async () => {
    const name = fresh();
    const made = await server.ask('POST', `${path}?dryRun=All`, { body: policy(name) });
    expect([made.status, typeof made.json.metadata.uid, made.json.metadata.resourceVersion]).toEqual([
      201,
      'string',
      undefined,
    ]);
    expect((await server.ask('GET', `${path}/${name}`)).status).toBe(404);
    await server.ask('POST', path, { body: policy(name) });
    expect(refusalOf(await server.ask('POST', `${path}?dryRun=All`, { body: policy(name) }))).toMatchInlineSnapshot(
      `"409 AlreadyExists: networkpolicies.networking.k8s.io "p-13" already exists"`,
    );
  });

  test('of a deletion that has a body is asked for in the body: the query is not read then', async () => {
    const name = fresh();
    await server.ask('POST', path, { body: policy(name) });
    const dry = await server.ask('DELETE', `${path}/${name}`, {
      body: { kind: 'DeleteOptions', apiVersion: 'v1', dryRun: ['All'] },
    });
    expect([dry.status, (await server.ask('GET', `${path}/${name}`)).status]).toEqual([200, 200]);
    const byQuery = await server.ask('DELETE', `${path}/${name}?dryRun=All`);
    expect([byQuery.status, (await server.ask('GET', `${path}/${name}`)).status]).toEqual([200, 200]);
    const both = await server.ask('DELETE', `${path}/${name}?dryRun=All`, {
      body: { kind: 'DeleteOptions', apiVersion: 'v1' },
    });
    expect([both.status, (await server.ask('GET', `${path}/${name}`)).status]).toEqual([200, 404]);
  });
});

describe('managers', () => {
  test('that write to a subset keep their own entry each', async () => {
    const name = fresh();
    const created = await server.ask('POST', `${path}?fieldManager=maker`, {
      body: policy(name, ingress, { labels: { a: '1' } }),
    });
    expect(managersOf(created)).toEqual([
      {
        manager: 'maker',
        operation: 'Update',
        fieldsV1: { 'f:metadata': { 'f:labels': { '.': {}, 'f:a': {} } }, 'f:spec': { 'f:policyTypes': {} } },
      },
    ]);
    const labelled = await server.ask('PATCH', `${path}/${name}?fieldManager=labeller`, {
      type: MERGE,
      body: { metadata: { labels: { b: '1' } } },
    });
    expect(managersOf(labelled)).toEqual([
      { manager: 'labeller', operation: 'Update', fieldsV1: { 'f:metadata': { 'f:labels': { 'f:b': {} } } } },
      ...managersOf(created),
    ]);
  });
});
