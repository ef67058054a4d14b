import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type ContractServer,
  freshNamespace,
  JSON_PATCH,
  type Json,
  MERGE,
  openServer,
  policiesIn,
  policy,
  refusalOf,
  STRATEGIC,
} from './server.ts';

let server: ContractServer;
let path: string;

const SPEC = {
  podSelector: { matchLabels: { app: 'x' } },
  policyTypes: ['Ingress', 'Egress'],
  ingress: [{ from: [{ podSelector: {} }], ports: [{ protocol: 'TCP', port: 80 }] }],
};

beforeAll(async () => {
  server = await openServer();
  path = policiesIn(await freshNamespace(server));
}, 60_000);

afterAll(() => server?.stop());

beforeEach(async () => {
  await server.ask('DELETE', `${path}/p`);
  await server.ask('POST', path, { body: policy('p', SPEC, { labels: { a: 'b' } }) });
});

const patch = (type: string, body: Json, name = 'p') => server.ask('PATCH', `${path}/${name}`, { type, body });
const stored = async (): Promise<Json> => (await server.ask('GET', `${path}/p`)).json;

describe('a merge patch', () => {
  test('changes what it names, takes away what is null and replaces lists whole', async () => {
    const answer = await patch(MERGE, {
      metadata: { labels: { a: null, c: 'd' } },
      spec: { policyTypes: ['Ingress'], ingress: [{}] },
    });
    expect(answer.status).toBe(200);
    expect(answer.json.metadata.labels).toEqual({ c: 'd' });
    expect(answer.json.spec).toEqual({ ...SPEC, policyTypes: ['Ingress'], ingress: [{}] });
    expect(await stored()).toEqual(answer.json);
  });

  test('counts generations for the spec alone, and versions only for changes', async () => {
    const before = await stored();
    expect(before.metadata.generation).toBe(1);
    const same = await patch(MERGE, { metadata: { labels: { a: 'b' } } });
    expect(same.json.metadata.resourceVersion).toBe(before.metadata.resourceVersion);
    const labelled = await patch(MERGE, { metadata: { labels: { n: '1' } } });
    expect(labelled.json.metadata.resourceVersion).not.toBe(before.metadata.resourceVersion);
    expect(labelled.json.metadata.generation).toBe(1);
    const changed = await patch(MERGE, { spec: { policyTypes: ['Egress'] } });
    expect(changed.json.metadata.generation).toBe(2);
  });

  test('of an older version is a conflict, of the current one is not', async () => {
    const { metadata } = await stored();
    const fresh = await patch(MERGE, { metadata: { resourceVersion: metadata.resourceVersion, labels: { v: '2' } } });
    expect(fresh.status).toBe(200);
    const old = await patch(MERGE, { metadata: { resourceVersion: metadata.resourceVersion, labels: { v: '3' } } });
    expect(refusalOf(old)).toMatchInlineSnapshot(
      `"409 Conflict: Operation cannot be fulfilled on networkpolicies.networking.k8s.io "p": the object has been modified; please apply your changes to the latest version and try again"`,
    );
  });

  test('cannot change who the object is', async () => {
    expect(refusalOf(await patch(MERGE, { metadata: { name: 'q' } }))).toMatchInlineSnapshot(
      `"400 BadRequest: the name of the object (q) does not match the name on the URL (p)"`,
    );
    expect(refusalOf(await patch(MERGE, { metadata: { namespace: 'q' } }))).toMatchInlineSnapshot(
      `"400 BadRequest: the namespace of the provided object does not match the namespace sent on the request"`,
    );
    expect(refusalOf(await patch(MERGE, { metadata: { uid: 'q' } }))).toMatchInlineSnapshot(`
      "422 Invalid: NetworkPolicy.networking.k8s.io "p" is invalid: metadata.uid: Invalid value: "q": field is immutable
        FieldValueInvalid metadata.uid: Invalid value: "q": field is immutable
        FieldValueInvalid metadata.uid: Invalid value: "q": field is immutable"
    `);
    expect(refusalOf(await patch(MERGE, { kind: 'Pod' }))).toMatchInlineSnapshot(`
      "422 Invalid:  "" is invalid: patch: Invalid value: OBJECT: no kind "Pod" is registered for version "networking.k8s.io/v1" in scheme "pkg/runtime/scheme.go:110"
        FieldValueInvalid patch: Invalid value: OBJECT: no kind "Pod" is registered for version "networking.k8s.io/v1" in scheme "pkg/runtime/scheme.go:110""
    `);
  });

  test('with unknown fields drops them with a warning, or is refused where that is asked', async () => {
    const answer = await patch(MERGE, { spec: { podSelektor: {} } });
    expect([answer.status, answer.warnings]).toEqual([200, ['unknown field \\"spec.podSelektor\\"']]);
    const strict = await server.ask('PATCH', `${path}/p?fieldValidation=Strict`, {
      type: MERGE,
      body: { spec: { podSelektor: {} } },
    });
    expect(refusalOf(strict)).toMatchInlineSnapshot(`
      "422 Invalid:  "" is invalid: patch: Invalid value: OBJECT: strict decoding error: unknown field "spec.podSelektor"
        FieldValueInvalid patch: Invalid value: OBJECT: strict decoding error: unknown field "spec.podSelektor""
    `);
  });

  test('that leads to something invalid is refused and changes nothing', async () => {
    const before = await stored();
    expect(refusalOf(await patch(MERGE, { spec: { policyTypes: ['Both'] } }))).toMatchInlineSnapshot(`
      "422 Invalid: NetworkPolicy.networking.k8s.io "p" is invalid: spec.policyTypes[0]: Unsupported value: "Both": supported values: "Ingress", "Egress"
        FieldValueNotSupported spec.policyTypes[0]: Unsupported value: "Both": supported values: "Ingress", "Egress"
        FieldValueNotSupported spec.policyTypes[0]: Unsupported value: "Both": supported values: "Ingress", "Egress""
    `);
    expect(await stored()).toEqual(before);
  });
});

describe('a strategic merge patch', () => {
  test('treats the lists of a policy as one value', async () => {
    const answer = await patch(STRATEGIC, { spec: { ingress: [{ ports: [{ port: 443 }] }] } });
    expect(answer.json.spec.ingress).toEqual([{ ports: [{ protocol: 'TCP', port: 443 }] }]);
  });

  test('merges keyed lists by their key, and takes out what it says to delete', async () => {
    const services = path.replace('/apis/networking.k8s.io', '/api').replace('networkpolicies', 'services');
    const ports = [
      { name: 'http', port: 80, protocol: 'TCP' },
      { name: 'dns', port: 53, protocol: 'TCP' },
    ];
    await server.ask('POST', services, { body: { metadata: { name: 's' }, spec: { ports } } });
    const change = {
      spec: {
        ports: [
          { port: 80, targetPort: 8080 },
          { port: 53, $patch: 'delete' },
        ],
      },
    };
    const answer = await server.ask('PATCH', `${services}/s`, { type: STRATEGIC, body: change });
    expect(answer.json.spec.ports).toEqual([{ name: 'http', port: 80, protocol: 'TCP', targetPort: 8080 }]);
  });

  test('replaces whole what it says to replace', async () => {
    const answer = await patch(STRATEGIC, { metadata: { labels: { $patch: 'replace', only: 'this' } } });
    expect(answer.json.metadata.labels).toEqual({ only: 'this' });
  });
});

describe('a JSON patch', () => {
  test('adds, replaces, removes, moves, copies and tests', async () => {
    const answer = await patch(JSON_PATCH, [
      { op: 'test', path: '/metadata/labels/a', value: 'b' },
      { op: 'add', path: '/metadata/labels/x~1y', value: 'z' },
      { op: 'copy', from: '/metadata/labels/a', path: '/metadata/labels/c' },
      { op: 'move', from: '/metadata/labels/c', path: '/metadata/labels/d' },
      { op: 'replace', path: '/spec/policyTypes/1', value: 'Ingress' },
      { op: 'remove', path: '/spec/policyTypes/0' },
      { op: 'add', path: '/spec/ingress/-', value: {} },
    ]);
    expect(answer.json.metadata.labels).toEqual({ a: 'b', 'x/y': 'z', d: 'b' });
    expect(answer.json.spec.policyTypes).toEqual(['Ingress']);
    expect(answer.json.spec.ingress).toHaveLength(2);
  });

  test.each([
    ['a failed test', [{ op: 'test', path: '/metadata/labels/a', value: 'c' }], 422],
    ['a path that is not there', [{ op: 'remove', path: '/metadata/labels/none' }], 422],
    ['an operation that is none', [{ op: 'frob', path: '/a', value: 1 }], 422],
    ['something else than a list', { op: 'add' }, 400],
  ])('with %s is refused whole', async (_, body, status) => {
    const before = await stored();
    const answer = await patch(JSON_PATCH, body);
    expect([answer.status, answer.json.kind]).toEqual([status, 'Status']);
    expect(await stored()).toEqual(before);
  });
});

describe('any patch', () => {
  test('of something that is not there is 404', async () => {
    for (const type of [MERGE, STRATEGIC]) {
      const answer = await patch(type, { metadata: { labels: {} } }, 'none');
      expect(refusalOf(answer)).toBe('404 NotFound: networkpolicies.networking.k8s.io "none" not found');
    }
  });

  test('of an unknown media type is 415, and what is no JSON is 400', async () => {
    expect(refusalOf(await patch('text/plain', 'x'))).toMatchInlineSnapshot(
      `"415 UnsupportedMediaType: 415: Unsupported Media Type"`,
    );
    expect((await patch(MERGE, '{')).status).toBe(400);
    expect((await patch(MERGE, '[]')).status).toBe(400);
  });

  test('as a dry run answers what would be, and stores nothing', async () => {
    const before = await stored();
    const options = { type: MERGE, body: { spec: { policyTypes: ['Egress'] } } };
    const answer = await server.ask('PATCH', `${path}/p?dryRun=All`, options);
    expect(answer.json.spec.policyTypes).toEqual(['Egress']);
    expect(answer.json.metadata.resourceVersion).toBe(before.metadata.resourceVersion);
    expect(await stored()).toEqual(before);
  });
});

describe('PUT', () => {
  test('replaces the whole, with the current version or with none', async () => {
    const { metadata } = await stored();
    const spec = { podSelector: {}, policyTypes: ['Egress'] };
    const first = await server.ask('PUT', `${path}/p`, {
      body: policy('p', spec, { resourceVersion: metadata.resourceVersion }),
    });
    expect([first.status, first.json.spec, first.json.metadata.labels]).toEqual([200, spec, undefined]);
    const second = await server.ask('PUT', `${path}/p`, { body: policy('p', SPEC) });
    expect([second.status, second.json.metadata.uid]).toEqual([200, metadata.uid]);
  });

  test('of an older version, or of another uid, is a conflict', async () => {
    const { metadata } = await stored();
    await patch(MERGE, { metadata: { labels: { v: '2' } } });
    const stale = policy('p', SPEC, { resourceVersion: metadata.resourceVersion });
    expect(refusalOf(await server.ask('PUT', `${path}/p`, { body: stale }))).toMatchInlineSnapshot(
      `"409 Conflict: Operation cannot be fulfilled on networkpolicies.networking.k8s.io "p": the object has been modified; please apply your changes to the latest version and try again"`,
    );
    const other = policy('p', SPEC, { uid: '00000000-0000-4000-8000-000000000001' });
    expect(refusalOf(await server.ask('PUT', `${path}/p`, { body: other }))).toMatchInlineSnapshot(
      `"409 Conflict: Operation cannot be fulfilled on networkpolicies.networking.k8s.io "p": StorageError: invalid object, Code: 4, Key: /registry/networkpolicies/NAMESPACE/p, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: UID, UID in object meta: UID"`,
    );
  });

  test('to another name, or of nothing, is refused', async () => {
    expect(refusalOf(await server.ask('PUT', `${path}/p`, { body: policy('q', SPEC) }))).toMatchInlineSnapshot(
      `"400 BadRequest: the name of the object (q) does not match the name on the URL (p)"`,
    );
    expect(refusalOf(await server.ask('PUT', `${path}/q`, { body: policy('q', SPEC) }))).toMatchInlineSnapshot(
      `"404 NotFound: networkpolicies.networking.k8s.io "q" not found"`,
    );
    expect(refusalOf(await server.ask('PUT', path, { body: policy('q', SPEC) }))).toMatchInlineSnapshot(
      `"405 MethodNotAllowed: the server does not allow this method on the requested resource"`,
    );
  });
});
