import { expect, test } from 'vitest';
import { allRoutes } from '../testing/all-routes.ts';
import { createFakeLink, emptySnapshot } from '../testing/fake-link.ts';
import { ask, openForTest } from '../testing/front-harness.ts';
import { schemaFaults } from '../testing/schema-faults.ts';
import { SCHEMAS, type Schema } from './openapi-schemas.ts';

async function served(readOnly: boolean) {
  const link = createFakeLink();
  const front = await openForTest(link, { readOnly });
  const answer = await ask(front, { path: '/api/v1/openapi.json', headers: { authorization: front.authorization } });
  const routes = allRoutes(link, readOnly);
  await front.close();
  return { answer, routes, document: JSON.parse(answer.text) };
}

test.each([true, false])('the served document names every route and no other (read-only: %s)', async (readOnly) => {
  const { answer, routes, document } = await served(readOnly);
  expect(answer.status).toBe(200);
  expect(document.openapi).toBe('3.1.0');
  const named = Object.entries(document.paths as Record<string, object>).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(named.toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).toSorted());
});

test('the parameters that a route knows are those of the document', async () => {
  const { routes, document } = await served(false);
  for (const { method, path, parameters = [] } of routes) {
    const said = document.paths[path][method.toLowerCase()].parameters ?? [];
    const inQuery = said.flatMap((one: { in: string; name: string }) => (one.in === 'query' ? [one.name] : []));
    expect([path, inQuery]).toEqual([path, parameters]);
  }
});

test('every reference in it leads somewhere, and every schema is used', async () => {
  const { document } = await served(false);
  const references = new Set(
    [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name),
  );
  expect([...references].toSorted()).toEqual(Object.keys(SCHEMAS).toSorted());
});

test('what is answered is as the document says', async () => {
  const link = createFakeLink();
  const front = await openForTest(link);
  const get = async (path: string) =>
    JSON.parse((await ask(front, { path, headers: { authorization: front.authorization } })).text);
  const before = await get('/api/v1/state');
  expect(faults(schema('State'), before)).toEqual([]);
  expect([before.revision, before.tls, before.kinds.pods]).toEqual([
    0,
    undefined,
    { state: 'connecting', ageMs: null, count: 0 },
  ]);
  expect(faults(schema('Error'), await get('/api/v1/connections'))).toEqual([]);
  link.know({ ...link.current(), snapshot: emptySnapshot(3) });
  const state = await get('/api/v1/state');
  expect([faults(schema('State'), state), state.revision, state.tls]).toEqual([[], 3, 'verified']);
  expect(faults(schema('Connections'), await get('/api/v1/connections?level=pod'))).toEqual([]);
  expect(faults(schema('History'), await get('/api/v1/history'))).toEqual([]);
  await front.close();
});

test('the check of answers finds faults', () => {
  expect(
    faults(schema('State'), { revision: -1, kinds: { pods: { state: 'fresh', ageMs: 'x' } } }).length,
  ).toBeGreaterThan(5);
});

const schema = (name: string): Schema => SCHEMAS[name] ?? {};
const faults = (given: Schema, value: unknown) => schemaFaults(SCHEMAS, given, value);
