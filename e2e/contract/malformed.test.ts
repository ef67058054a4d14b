/** Bodies that no policy can be made of: each way of writing tells them in its own words, and stores nothing. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  APPLY,
  type ContractServer,
  freshNamespace,
  JSON_PATCH,
  type Json,
  openServer,
  policiesIn,
  policy,
  refusalOf,
} from './server.ts';

let server: ContractServer;
let path: string;

beforeAll(async () => {
  server = await openServer();
  path = policiesIn(await freshNamespace(server));
}, 60_000);

afterAll(() => server?.stop());

const ports = (port: Json) => ({ podSelector: {}, ingress: [{ ports: [port] }] });
const TYPED = '500 (no reason): failed to create typed patch object (/p; networking.k8s.io/v1, Kind=NetworkPolicy): ';
const CONVERTED =
  '500 (no reason): failed to convert new object (/p; networking.k8s.io/v1, Kind=NetworkPolicy) to proper version: ' +
  'unable to convert unstructured object to networking.k8s.io/v1, Kind=NetworkPolicy: ';
const POSTED = '400 BadRequest: NetworkPolicy in version "v1" cannot be handled as a NetworkPolicy: ';

describe('apply', () => {
  const apply = (body: Json) => server.ask('PATCH', `${path}/p?fieldManager=m&dryRun=All`, { type: APPLY, body });
  const got = (value: string) => `expected string, got &value.valueUnstructured{Value:${value}}`;

  test.each<[string, Json, Json, string]>([
    ['a number for a text', ports({ protocol: 5 }), {}, `.spec.ingress[0].ports[0].protocol: ${got('5')}`],
    [
      'a text for a number',
      ports({ endPort: 'x' }),
      {},
      '.spec.ingress[0].ports[0].endPort: expected numeric (int or float), got string',
    ],
    ['a list for a map', [1], {}, '.spec: expected map, got &{[1]}'],
    ['a map for a list', { podSelector: {}, egress: { a: 1 } }, {}, '.spec.egress: expected list, got &{map[a:1]}'],
    [
      'a label of no text',
      {},
      { labels: { a: { x: [1, 'y', null] } } },
      `.metadata.labels.a: ${got('map[string]interface {}{"x":[]interface {}{1, "y", interface {}(nil)}}')}`,
    ],
    [
      'a finalizer twice',
      {},
      { finalizers: ['x.io/y', 'x.io/y'] },
      '.metadata.finalizers: duplicate entries for key [="x.io/y"]',
    ],
    [
      'an owner that is no map',
      {},
      { ownerReferences: [1] },
      '.metadata.ownerReferences: element 0: associative list with keys may not have non-map elements',
    ],
    ['a uid of no text', {}, { uid: 5 }, `.metadata.uid: ${got('5')}`],
    [
      'several at once',
      { podSelector: {}, policyTypes: [1, true] },
      {},
      `errors:\n  .spec.policyTypes[0]: ${got('1')}\n  .spec.policyTypes[1]: ${got('true')}`,
    ],
  ])('tells %s by its schema', async (_, spec, metadata, fault) => {
    expect(refusalOf(await apply(policy('p', spec, metadata)))).toBe(TYPED + fault);
  });

  test.each<[string, Json, Json, string]>([
    [
      'a port of neither number nor name',
      ports({ port: true }),
      {},
      'json: cannot unmarshal bool into Go value of type int32',
    ],
    [
      'a port with a fraction',
      ports({ port: 1.5 }),
      {},
      'json: cannot unmarshal number 1.5 into Go value of type int32',
    ],
    [
      'a port beyond its type',
      ports({ port: 99999999999 }),
      {},
      'json: cannot unmarshal number 99999999999 into Go value of type int32',
    ],
    ['the end of a range with a fraction', ports({ port: 80, endPort: 90.5 }), {}, 'cannot convert float64 to int32'],
    [
      'a time that is none',
      {},
      { creationTimestamp: 'x' },
      'parsing time "x" as "TIME07:00": cannot parse "x" as "2006"',
    ],
  ])('tells %s by the type it does not fit', async (_, spec, metadata, fault) => {
    const answer = await apply(policy('p', { podSelector: {}, ...spec }, metadata));
    expect(refusalOf(answer)).toBe(CONVERTED + fault);
  });

  test('takes null for nothing, and for the empty text where it is a value', async () => {
    const metadata = { annotations: null, labels: { a: null }, finalizers: null };
    const spec = { podSelector: { matchLabels: { b: null } }, ingress: null, egress: [null] };
    const { status, json } = await apply(policy('p', spec, metadata));
    expect([status, json.metadata.labels, json.metadata.annotations, json.spec]).toEqual([
      201,
      { a: '' },
      undefined,
      { podSelector: { matchLabels: { b: '' } }, egress: [{}], policyTypes: ['Ingress', 'Egress'] },
    ]);
    expect(json.metadata.managedFields[0].fieldsV1['f:metadata']).toEqual({
      'f:annotations': {},
      'f:finalizers': {},
      'f:labels': { 'f:a': {} },
    });
  });

  test('wants a name, a version and a kind', async () => {
    const { metadata: _, ...headless } = policy('p');
    expect(refusalOf(await apply(headless))).toBe(
      '400 BadRequest: the name of the object (p based on URL) was undeterminable: name must be provided',
    );
    expect(refusalOf(await apply({ ...policy('p'), apiVersion: 'v1', kind: 'Secret' }))).toBe(
      '400 BadRequest: invalid object type: /v1, Kind=Secret',
    );
    expect(refusalOf(await apply(''))).toBe('400 BadRequest: invalid object type: /, Kind=');
    expect(refusalOf(await apply('[1]'))).toBe(
      '400 BadRequest: error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}',
    );
  });

  test('of another uid than stored is told as a fault, after what others own', async () => {
    const name = 'with-uid';
    await server.ask('PATCH', `${path}/${name}?fieldManager=one`, { type: APPLY, body: policy(name) });
    const uid = '00000000-0000-0000-0000-000000000000';
    const send = (body: Json) => server.ask('PATCH', `${path}/${name}?fieldManager=two`, { type: APPLY, body });
    expect(refusalOf(await send(policy(name, undefined, { uid })))).toMatchInlineSnapshot(`
      "422 Invalid: NetworkPolicy.networking.k8s.io "with-uid" is invalid: metadata.uid: Invalid value: "UID": field is immutable
        FieldValueInvalid metadata.uid: Invalid value: "UID": field is immutable
        FieldValueInvalid metadata.uid: Invalid value: "UID": field is immutable"
    `);
    const other = await send(policy(name, { podSelector: {}, policyTypes: ['Egress'] }, { uid }));
    expect([other.status, other.json.details.causes[0].reason]).toEqual([409, 'FieldManagerConflict']);
  });
});

describe('POST', () => {
  const post = (body: Json, query = '?dryRun=All') => server.ask('POST', `${path}${query}`, { body });

  test.each<[string, Json, string]>([
    [
      'a number with a fraction where a selector is to be',
      { podSelector: 1.5 },
      'json: cannot unmarshal number into Go struct field NetworkPolicySpec.spec.podSelector of type v1.LabelSelector',
    ],
    [
      'a port beyond its type',
      ports({ port: 99999999999 }),
      'json: cannot unmarshal number 99999999999 into Go struct field NetworkPolicyPort.spec.ingress.ports.port of type int32',
    ],
    [
      'a policy type of no text',
      { podSelector: {}, policyTypes: [1.5] },
      'json: cannot unmarshal number into Go struct field NetworkPolicySpec.spec.policyTypes of type v1.PolicyType',
    ],
  ])('tells %s by its field', async (_, spec, fault) => {
    expect(refusalOf(await post(policy('p', spec)))).toBe(POSTED + fault);
  });

  test('wants owners to be named in full', async () => {
    const answer = await post(policy('p', undefined, { ownerReferences: [{ name: 'x' }] }));
    expect(refusalOf(answer).split('\n').slice(1)).toEqual([
      '  FieldValueInvalid metadata.ownerReferences.apiVersion: Invalid value: "": version must not be empty',
      '  FieldValueInvalid metadata.ownerReferences.kind: Invalid value: "": must not be empty',
      '  FieldValueInvalid metadata.ownerReferences.uid: Invalid value: "": must not be empty',
    ]);
  });

  test('tells a time that is none', async () => {
    expect(refusalOf(await post(policy('p', {}, { deletionTimestamp: 'x' })))).toBe(
      `${POSTED}parsing time "x" as "TIME07:00": cannot parse "x" as "2006"`,
    );
  });

  test('tells a version or a kind that is not the path’s', async () => {
    const as = (apiVersion: string, kind: string) => post({ ...policy('p'), apiVersion, kind });
    const registered = (kind: string, version: string) =>
      `no kind "${kind}" is registered for version "${version}" in scheme "pkg/runtime/scheme.go:110"`;
    expect(refusalOf(await as('networking.k8s.io/v2', 'NetworkPolicy'))).toBe(
      `400 BadRequest: NetworkPolicy in version "v2" cannot be handled as a NetworkPolicy: ${registered('NetworkPolicy', 'networking.k8s.io/v2')}`,
    );
    expect(refusalOf(await as('v1', 'NetworkPolicy'))).toBe(POSTED + registered('NetworkPolicy', 'v1'));
    expect(refusalOf(await as('v1', 'Pod'))).toBe(
      '400 BadRequest: Pod in version "v1" cannot be handled as a NetworkPolicy: converting (v1.Pod) to (networking.NetworkPolicy): unknown conversion',
    );
  });

  test('of a version is refused, for nothing is stored yet that could have one', async () => {
    const body = policy('versioned', undefined, { resourceVersion: '7' });
    expect(refusalOf(await post(body, ''))).toBe(
      '500 (no reason): resourceVersion should not be set on objects to be created',
    );
    expect((await server.ask('GET', `${path}/versioned`)).status).toBe(404);
  });

  test('warns of unknown fields also where it refuses', async () => {
    const answer = await post(policy('p', { ...ports({ port: 0 }), ingres: 1 }));
    expect([answer.status, answer.warnings]).toEqual([422, ['unknown field \\"spec.ingres\\"']]);
  });
});

test('a JSON patch may replace a field that is not there', async () => {
  await server.ask('POST', path, { body: policy('patched') });
  const body = [{ op: 'replace', path: '/spec/egress', value: [{}] }];
  const answer = await server.ask('PATCH', `${path}/patched`, { type: JSON_PATCH, body });
  expect([answer.status, answer.json.spec.egress]).toEqual([200, [{}]]);
});

test('a JSON patch copies null from where nothing is, and replaces no whole document', async () => {
  await server.ask('POST', path, { body: policy('copied') });
  const patch = (body: Json) => server.ask('PATCH', `${path}/copied?dryRun=All`, { type: JSON_PATCH, body });
  const copied = await patch([{ op: 'copy', from: '/spec/egress', path: '/spec/ingress' }]);
  expect([copied.status, copied.json.spec.ingress]).toEqual([200, undefined]);
  expect(refusalOf(await patch([{ op: 'add', path: '', value: policy('copied') }]))).toBe(
    '422 Invalid: the server rejected our request due to an error in our request',
  );
});

test('a name that is taken is told with the warnings of the body, and whether its holder is leaving', async () => {
  const spec = { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.1.2.3/8' } }] }] };
  await server.ask('POST', path, { body: policy('taken', spec, { finalizers: ['example.com/held'] }) });
  const again = () => server.ask('POST', path, { body: policy('taken', spec) });
  const first = await again();
  expect([refusalOf(first), first.warnings.length]).toEqual([
    '409 AlreadyExists: networkpolicies.networking.k8s.io "taken" already exists',
    1,
  ]);
  await server.ask('DELETE', `${path}/taken`);
  expect(refusalOf(await again())).toBe(
    '409 AlreadyExists: object is being deleted: networkpolicies.networking.k8s.io "taken" already exists',
  );
  const release = [{ op: 'remove', path: '/metadata/finalizers' }];
  await server.ask('PATCH', `${path}/taken`, { type: JSON_PATCH, body: release });
});

test('conflicts with several managers are told manager by manager', async () => {
  const send = (manager: string, spec: Json) =>
    server.ask('PATCH', `${path}/shared?fieldManager=${manager}`, { type: APPLY, body: policy('shared', spec) });
  await send('one', { podSelector: {} });
  await send('two', { ingress: [{}] });
  const answer = await send('three', { podSelector: { matchLabels: { a: 'b' } }, ingress: [] });
  expect(answer.json.message).toBe(
    'Apply failed with 2 conflicts: conflicts with "one":\n- .spec.podSelector\nconflicts with "two":\n- .spec.ingress',
  );
  expect(answer.json.details.causes.map(({ field }: Json) => field).toSorted()).toEqual([
    '.spec.ingress',
    '.spec.podSelector',
  ]);
});

test('PUT wants the name in the body too', async () => {
  await server.ask('POST', path, { body: policy('named') });
  const answer = await server.ask('PUT', `${path}/named`, { body: { ...policy('named'), metadata: {} } });
  expect(refusalOf(answer)).toBe(
    '400 BadRequest: the name of the object (named based on URL) was undeterminable: name must be provided',
  );
});

describe('options of a deletion', () => {
  test.each<[Json, string]>([
    [{ dryRun: 'All' }, 'string into Go struct field DeleteOptions.dryRun of type []string'],
    [{ gracePeriodSeconds: 'x' }, 'string into Go struct field DeleteOptions.gracePeriodSeconds of type int64'],
    [{ preconditions: 'x' }, 'string into Go struct field DeleteOptions.preconditions of type v1.Preconditions'],
    [{ preconditions: { uid: 5 } }, 'number into Go struct field Preconditions.preconditions.uid of type types.UID'],
    [
      { propagationPolicy: 5 },
      'number into Go struct field DeleteOptions.propagationPolicy of type v1.DeletionPropagation',
    ],
    [{ orphanDependents: 'x' }, 'string into Go struct field DeleteOptions.orphanDependents of type bool'],
  ])('%j are refused before anything is looked up', async (body, fault) => {
    const answer = await server.ask('DELETE', `${path}/nothing-here`, { body });
    expect(refusalOf(answer)).toBe(`500 (no reason): json: cannot unmarshal ${fault}`);
  });
});
