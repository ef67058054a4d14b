import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  type ContractServer,
  eventsOf,
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
let namespace: string;

beforeAll(async () => {
  server = await openServer();
  namespace = await freshNamespace(server);
  path = policiesIn(namespace);
  for (const [name, tier] of [
    ['a', 'front'],
    ['b', 'front'],
    ['c', 'back'],
  ] as const) {
    await server.ask('POST', path, { body: policy(name, undefined, { labels: { tier } }) });
  }
}, 60_000);

afterAll(() => server?.stop());

const list = (query = '', accept?: string) => server.ask('GET', `${path}${query}`, accept ? { accept } : {});
const names = ({ json }: Answer): string[] => json.items.map(({ metadata }: Json) => metadata.name);
const version = async (): Promise<string> => (await list()).json.metadata.resourceVersion;
const watch = (query: string) => server.ask('GET', `${path}?watch=1&timeoutSeconds=1${query}`);
const typesOf = (answer: Answer) =>
  eventsOf(answer).map(({ type, object }) => `${type} ${object.metadata?.name ?? ''}`);

describe('a list', () => {
  test('is in the order of names, and its items carry no kind', async () => {
    const answer = await list();
    expect(names(answer)).toEqual(['a', 'b', 'c']);
    expect(answer.json).toMatchObject({ kind: 'NetworkPolicyList', apiVersion: 'networking.k8s.io/v1' });
    for (const item of answer.json.items) expect(Object.keys(item)).toEqual(['metadata', 'spec']);
    expect(answer.json.metadata.resourceVersion).toMatch(/^\d+$/);
  });

  test('of a namespace that does not exist is empty', async () => {
    const answer = await server.ask('GET', policiesIn('no-such-namespace'));
    expect([answer.status, answer.json.items]).toEqual([200, []]);
  });

  test('by pages says how many are left, and all pages tell of one moment', async () => {
    const first = await list('?limit=2');
    expect(names(first)).toEqual(['a', 'b']);
    expect(first.json.metadata.remainingItemCount).toBe(1);
    await server.ask('POST', path, { body: policy('late') });
    const second = await list(`?limit=2&continue=${encodeURIComponent(first.json.metadata.continue)}`);
    expect(names(second)).toEqual(['c']);
    expect(second.json.metadata).not.toHaveProperty('continue');
    expect(second.json.metadata.resourceVersion).toBe(first.json.metadata.resourceVersion);
    await server.ask('DELETE', `${path}/late`);
  });

  test('by pages with a selector does not say how many are left', async () => {
    const first = await list('?limit=1&labelSelector=tier%3Dfront');
    expect(names(first)).toEqual(['a']);
    expect(first.json.metadata.continue).toBeTruthy();
    expect(first.json.metadata).not.toHaveProperty('remainingItemCount');
  });

  test.each([
    ['tier=front', 'a b'],
    ['tier==front', 'a b'],
    ['tier!=front', 'c'],
    ['tier in (back,other)', 'c'],
    ['tier notin (back)', 'a b'],
    ['tier', 'a b c'],
    ['!tier', ''],
    ['tier=front,other', ''],
    ['other!=x', 'a b c'],
  ])('by the label selector %s', async (selector, expected) => {
    expect(names(await list(`?labelSelector=${encodeURIComponent(selector)}`)).join(' ')).toBe(expected);
  });

  test('by field selectors: the name and the namespace, and of others a no', async () => {
    expect(names(await list('?fieldSelector=metadata.name%3Db'))).toEqual(['b']);
    expect(names(await list('?fieldSelector=metadata.name!%3Db'))).toEqual(['a', 'c']);
    const all = await server.ask(
      'GET',
      `/apis/networking.k8s.io/v1/networkpolicies?fieldSelector=metadata.namespace%3D${namespace}`,
    );
    expect(names(all)).toEqual(['a', 'b', 'c']);
    expect(refusalOf(await list('?fieldSelector=spec.x%3Db'))).toMatchInlineSnapshot(
      `"400 BadRequest: "spec.x" is not a known field selector: only "metadata.name", "metadata.namespace""`,
    );
  });

  test('with queries that make no sense is refused', async () => {
    expect(refusalOf(await list('?resourceVersion=x'))).toMatchInlineSnapshot(
      `"400 BadRequest: invalid resource version: resourceVersion: Invalid value: "x": strconv.ParseUint: parsing "x": invalid syntax"`,
    );
    expect(refusalOf(await list('?resourceVersionMatch=Exact'))).toMatchInlineSnapshot(`
      "422 Invalid: ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided
        FieldValueForbidden resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided"
    `);
    expect(refusalOf(await list('?resourceVersion=0&resourceVersionMatch=Exact'))).toMatchInlineSnapshot(`
      "422 Invalid: ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"
        FieldValueForbidden resourceVersionMatch: Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0""
    `);
    expect(refusalOf(await list('?resourceVersion=1&resourceVersionMatch=Other'))).toMatchInlineSnapshot(`
      "422 Invalid: ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Unsupported value: "Other": supported values: "Exact", "NotOlderThan", ""
        FieldValueNotSupported resourceVersionMatch: Unsupported value: "Other": supported values: "Exact", "NotOlderThan", """
    `);
    expect(refusalOf(await list('?sendInitialEvents=true'))).toMatchInlineSnapshot(`
      "422 Invalid: ListOptions.meta.k8s.io "" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list
        FieldValueForbidden sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list"
    `);
    expect(refusalOf(await list('?labelSelector=a%20in%20b'))).toMatchInlineSnapshot(
      `"400 BadRequest: unable to parse requirement: found 'b' expected: '('"`,
    );
    expect(refusalOf(await list('?labelSelector=a%20in%20(-b)'))).toMatchInlineSnapshot(
      `"400 BadRequest: unable to parse requirement: values[0][a]: Invalid value: "-b": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"`,
    );
    expect(refusalOf(await list('?labelSelector=a%3Db%3D'))).toMatchInlineSnapshot(
      `"400 BadRequest: found '=', expected: ',' or 'end of string'"`,
    );
    expect(refusalOf(await list('?labelSelector=-a%3Db'))).toMatchInlineSnapshot(
      `"400 BadRequest: unable to parse requirement: <nil>: Invalid value: "-a": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"`,
    );
  });

  test('at the version of an earlier list shows that moment', async () => {
    const before = await version();
    await server.ask('POST', path, { body: policy('later') });
    const exact = await list(`?resourceVersion=${before}&resourceVersionMatch=Exact`);
    expect(names(exact)).toEqual(['a', 'b', 'c']);
    expect(exact.json.metadata.resourceVersion).toBe(before);
    const newer = await list(`?resourceVersion=${before}&resourceVersionMatch=NotOlderThan`);
    expect(BigInt(newer.json.metadata.resourceVersion)).toBeGreaterThanOrEqual(BigInt(before));
    await server.ask('DELETE', `${path}/later`);
  });

  test('from the future is not to be had', { timeout: 30_000 }, async () => {
    const answer = await list('?resourceVersion=999999999');
    expect([answer.status, answer.json.reason, answer.json.details.causes]).toEqual([
      504,
      'Timeout',
      [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    ]);
    expect(answer.json.details.retryAfterSeconds).toBe(1);
  });

  test('as a table and as metadata alone', async () => {
    const table = await list('', 'application/json;as=Table;g=meta.k8s.io;v=v1');
    expect(table.json.columnDefinitions.map(({ name, priority }: Json) => `${name} ${priority}`)).toEqual([
      'Name 0',
      'Pod-Selector 0',
      'Age 0',
    ]);
    expect(table.json.rows[0].cells.slice(0, 2)).toEqual(['a', '<none>']);
    expect(table.json.rows[0].object).toMatchObject({ kind: 'PartialObjectMetadata', metadata: { name: 'a' } });
    const partial = await list('', 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1');
    expect(partial.json.kind).toBe('PartialObjectMetadataList');
    expect(partial.json.items[0]).not.toHaveProperty('spec');
    expect((await list('', 'application/xml')).status).toBe(406);
  });

  test('goes compressed where it is large and that is asked for', async () => {
    const big = await freshNamespace(server);
    const annotations = { note: 'x'.repeat(150_000) };
    await server.ask('POST', policiesIn(big), { body: policy('big', undefined, { annotations }) });
    const answer = await server.ask('GET', policiesIn(big), { headers: { 'accept-encoding': 'gzip' } });
    expect(names(answer)).toEqual(['big']);
    expect(answer.text.length).toBeGreaterThan(150_000);
  });
});

describe('a watch', () => {
  test('tells what happened since a version, in order, and of changes as they come', async () => {
    const from = await version();
    await server.ask('POST', path, { body: policy('w') });
    await server.ask('PATCH', `${path}/w`, { type: MERGE, body: { metadata: { labels: { x: 'y' } } } });
    const running = watch(`&resourceVersion=${from}`);
    await server.ask('DELETE', `${path}/w`);
    const events = eventsOf(await running);
    expect(events.map(({ type }) => type)).toEqual(['ADDED', 'MODIFIED', 'DELETED']);
    const versions = events.map(({ object }) => BigInt(object.metadata.resourceVersion));
    expect(versions).toEqual(versions.toSorted((a, b) => (a < b ? -1 : 1)));
    for (const { object } of events) expect(object).toMatchObject({ kind: 'NetworkPolicy' });
  });

  test('without a version, or from 0, begins with all there is', async () => {
    expect(typesOf(await watch('')).toSorted()).toEqual(['ADDED a', 'ADDED b', 'ADDED c']);
    expect(typesOf(await watch('&resourceVersion=0')).toSorted()).toEqual(['ADDED a', 'ADDED b', 'ADDED c']);
  });

  test('sends initial events and marks their end with a bookmark', async () => {
    const query = '&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
    const events = eventsOf(await watch(query));
    expect(events.slice(0, 3).map(({ type }) => type)).toEqual(['ADDED', 'ADDED', 'ADDED']);
    expect(events[3]?.type).toBe('BOOKMARK');
    expect(events[3]?.object.metadata.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' });
    expect(refusalOf(await watch('&sendInitialEvents=true'))).toMatchInlineSnapshot(`
      "422 Invalid: ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan
        FieldValueForbidden resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"
    `);
  });

  test('with a selector tells of what leaves it as deleted', async () => {
    await server.ask('POST', path, { body: policy('leaves', undefined, { labels: { tier: 'here' } }) });
    const from = await version();
    const move = (tier: string) =>
      server.ask('PATCH', `${path}/leaves`, { type: MERGE, body: { metadata: { labels: { tier } } } });
    await move('there');
    await move('elsewhere');
    await move('here');
    const events = eventsOf(await watch(`&resourceVersion=${from}&labelSelector=tier%3Dhere`));
    expect(events.map(({ type, object }) => `${type} ${object.metadata.labels.tier}`).join()).toBe(
      'DELETED here,ADDED here',
    );
    await server.ask('DELETE', `${path}/leaves`);
  });

  test('of one name tells of that one', async () => {
    const answer = await server.ask('GET', `${path}?watch=1&timeoutSeconds=1&fieldSelector=metadata.name%3Db`);
    expect(typesOf(answer)).toEqual(['ADDED b']);
  });

  test('sends a bookmark before it ends, where that is asked for and the kind moved on', async () => {
    const elsewhere = policiesIn(await freshNamespace(server));
    const from = await version();
    const query = `?watch=1&timeoutSeconds=4&allowWatchBookmarks=1&resourceVersion=${from}`;
    const running = server.ask('GET', `${path}${query}`);
    await server.ask('POST', elsewhere, { body: policy('p') });
    const events = eventsOf(await running);
    const marks = events.filter(({ type }) => type === 'BOOKMARK');
    expect(marks.length).toBeGreaterThan(0);
    expect(marks[0]?.object).toMatchObject({ kind: 'NetworkPolicy', apiVersion: 'networking.k8s.io/v1' });
    expect(BigInt(marks[0]?.object.metadata.resourceVersion)).toBeGreaterThan(BigInt(from));
  });

  test('from before the server’s memory is HTTP 200 with one ERROR event of a 410', async () => {
    await server.compact();
    // A cache in front of the store may remember more than the store does; there is none for events.
    const answer = await server.ask('GET', '/api/v1/events?watch=1&timeoutSeconds=1&resourceVersion=1');
    expect(answer.status).toBe(200);
    const [event, ...rest] = eventsOf(answer);
    expect(rest).toEqual([]);
    expect(event).toMatchObject({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } });
  });

  test('of a kind in a namespace that does not exist stays silent', async () => {
    const answer = await server.ask('GET', `${policiesIn('no-such-namespace')}?watch=1&timeoutSeconds=1`);
    expect([answer.status, answer.text]).toEqual([200, '']);
  });
});

test('a page of a list forgotten meanwhile is 410 with a way to go on', async () => {
  await server.compact();
  const token = { v: 'meta.k8s.io/v1', rv: 1, start: 'a/\u0000' };
  const next = (text: string) => server.ask('GET', `/api/v1/events?limit=1&continue=${encodeURIComponent(text)}`);
  const expired = await next(Buffer.from(JSON.stringify(token)).toString('base64url'));
  expect([expired.status, expired.json.reason]).toEqual([410, 'Expired']);
  expect((await next(expired.json.metadata.continue)).status).toBe(200);
});

test('what is not there is 404: an object, a kind, a group', async () => {
  expect(refusalOf(await server.ask('GET', `${path}/none`))).toMatchInlineSnapshot(
    `"404 NotFound: networkpolicies.networking.k8s.io "none" not found"`,
  );
  expect(refusalOf(await server.ask('GET', '/apis/networking.k8s.io/v1/nothings'))).toMatchInlineSnapshot(
    `"404 NotFound: the server could not find the requested resource"`,
  );
  expect(refusalOf(await server.ask('GET', '/apis/no.such.group/v1/things'))).toMatchInlineSnapshot(
    `"404 404 page not found"`,
  );
  expect(refusalOf(await server.ask('GET', '/nowhere'))).toMatchInlineSnapshot(`"404 404 page not found"`);
});
