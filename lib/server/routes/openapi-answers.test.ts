import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TSchema } from 'typebox';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ClusterLink, connect, type Identity, openLink, systemClock } from '#cluster';
import { startDemo } from '#demo';
import { judgeEnforcement } from '#enforcement';
import {
  ApplyAnswer,
  ConnectionsAnswer,
  ErrorAnswer,
  firstFault,
  HistoryAnswer,
  PreviewAnswer,
  StateAnswer,
} from '#stream/schema';
import { ask, type OpenFrontForTest, openForTest, writeHeaders } from '../testing/front-harness.ts';
import { schemaFaults } from '../testing/schema-faults.ts';
import { SCHEMAS, type Schema } from './openapi-schemas.ts';

interface Operation {
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

const ANSWERS: Readonly<Record<string, TSchema>> = {
  '/api/v1/state': StateAnswer,
  '/api/v1/connections': ConnectionsAnswer,
  '/api/v1/history': HistoryAnswer,
  '/api/v1/preview': PreviewAnswer,
  '/api/v1/apply': ApplyAnswer,
  '/api/v1/undo': ApplyAnswer,
};

let demo: Awaited<ReturnType<typeof startDemo>>;
let link: ClusterLink;
let identity: Identity;
let front: OpenFrontForTest;
let paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
const seen = new Set<string>();

beforeAll(async () => {
  const kubeconfigPath = join(mkdtempSync(join(tmpdir(), 'netpol-')), 'kubeconfig');
  demo = await startDemo({ seed: 'eks-workshop', kubeconfigPath });
  const connection = await connect({ kubeconfig: kubeconfigPath });
  const given = { clock: systemClock, random: Math.random, onLog: () => undefined, judgeEnforcement };
  identity = { id: 'local', connection, readOnly: false };
  link = openLink({ reader: identity, mode: 'demo', ...given });
  await vi.waitUntil(() => link.current(identity).snapshot && link.current(identity).session.user, { timeout: 10_000 });
  front = await openForTest(link, { identity });
  ({ paths } = JSON.parse((await get('/api/v1/openapi.json')).text));
});

afterAll(async () => {
  await front?.close();
  await link?.stop();
  await demo?.stop();
});

const get = (path: string) => ask(front, { path, headers: { authorization: front.authorization } });

/** Asks, and holds question and answer to the document. The answer's JSON, or its text. */
async function held(method: 'GET' | 'POST', target: string, body?: unknown, isSound = true) {
  const path = target.split('?')[0] ?? '';
  const operation = paths[path]?.[method.toLowerCase()];
  const asked = operation?.requestBody?.content['application/json'].schema;
  if (asked && isSound) expect([target, schemaFaults(SCHEMAS, asked, body)]).toEqual([target, []]);
  const answer =
    method === 'GET'
      ? await get(target)
      : await ask(front, { method, path: target, headers: writeHeaders(front), body: JSON.stringify(body) });
  const content = operation?.responses[answer.status]?.content ?? {};
  const type = String(answer.headers['content-type']).split(';')[0] ?? '';
  expect([target, answer.status, Object.keys(content)]).toEqual([target, answer.status, [type]]);
  seen.add(`${method} ${path} ${answer.status}`);
  if (type !== 'application/json') return answer.text;
  const json = JSON.parse(answer.text);
  expect([target, schemaFaults(SCHEMAS, content[type]?.schema ?? {}, json)]).toEqual([target, []]);
  const schema = answer.status < 400 ? ANSWERS[path] : ErrorAnswer;
  if (schema) expect([target, firstFault(schema, json)]).toEqual([target, undefined]);
  return json;
}

const ID = 'ui/held';
const policy = (spec: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'held', namespace: 'ui', labels: { team: 'a' } },
  spec,
});
const put = (spec: object, base: object | null, more: object = {}) => ({
  action: 'put',
  id: ID,
  object: policy(spec),
  base,
  ...more,
});
const baseOf = async () => {
  await vi.waitUntil(() => link.current(identity).snapshot?.policies.some(({ metadata }) => metadata.name === 'held'));
  const { metadata } = link.current(identity).snapshot?.policies.find((one) => one.metadata.name === 'held') ?? {};
  return { uid: metadata?.uid ?? '', resourceVersion: metadata?.resourceVersion ?? '' };
};

test('every question and every answer of a day’s work is as the document says', async () => {
  for (const path of ['/healthz', '/readyz', '/metrics', '/api/v1/openapi.json', '/api/v1/state', '/api/v1/history']) {
    await held('GET', path);
  }
  for (const level of ['workload', 'pod']) await held('GET', `/api/v1/connections?level=${level}`);
  await held('POST', '/api/v1/retry', {});
  const isolating = { podSelector: {}, policyTypes: ['Ingress'] };
  const created = await held('POST', '/api/v1/preview', { writes: [put(isolating, null)] });
  const first = await held('POST', '/api/v1/apply', { previewId: created.previewId, confirmWithinSeconds: 60 });
  expect(first).toMatchObject({ undoesInSeconds: 60, writes: [{ outcome: 'created' }] });
  await held('POST', '/api/v1/keep', { applyId: first.applyId });

  const question = { writes: [put({ podSelector: {}, ingress: [{}] }, await baseOf())], hold: false };
  expect((await held('POST', '/api/v1/preview', question)).previewId).toBeUndefined();
  const refused = { writes: [put({ podSelector: {}, ingress: [{ ports: [{ port: 0 }] }] }, await baseOf())] };
  expect((await held('POST', '/api/v1/preview', refused)).writes[0].refusal.causes).toHaveLength(1);
  const exactly = { writes: [put({ podSelector: {}, ingress: [{}] }, await baseOf(), { exactly: true })], force: true };
  const changed = await held('POST', '/api/v1/preview', exactly);
  await held('POST', '/api/v1/apply', { previewId: changed.previewId });
  const stale = { writes: [{ action: 'delete', id: ID, base: { uid: 'x', resourceVersion: '1' } }] };
  expect((await held('POST', '/api/v1/preview', stale)).writes[0].refusal.kind).toBe('changed');
  const { entries } = await held('GET', '/api/v1/history');
  const undone = await held('POST', '/api/v1/undo', { applyId: entries[0].id });
  expect(undone.writes).toMatchObject([{ outcome: 'changed' }]);
  expect((await held('GET', '/api/v1/history')).entries.map(({ action }: { action: string }) => action)).toEqual([
    'undo',
    'apply',
    'apply',
  ]);
});

test('so is every refusal', async () => {
  expect((await held('GET', '/api/v1/connections?level=galaxy')).error.code).toBe('bad-request');
  expect((await held('GET', '/api/v1/connections?levle=pod')).error.message).toContain('"levle" means nothing here');
  expect((await held('GET', '/api/v1/connections?level=pod&level=pod')).error.code).toBe('bad-request');
  for (const path of ['/api/v1/state', '/api/v1/history', '/metrics']) await held('GET', `${path}?a=b`);
  for (const path of ['/api/v1/preview', '/api/v1/apply', '/api/v1/undo', '/api/v1/keep']) {
    expect((await held('POST', path, { what: 1 }, false)).error.code).toBe('bad-request');
  }
  await held('POST', '/api/v1/apply', { previewId: 'gone' });
  await held('POST', '/api/v1/undo', { applyId: 'gone' });
  await held('POST', '/api/v1/keep', { applyId: 'gone' });
  for (const path of Object.keys(paths).filter((path) => paths[path]?.get)) {
    const { status } = await ask(front, { path, headers: { host: 'evil.example' } });
    expect([path, status, paths[path]?.get?.responses[status] !== undefined]).toEqual([path, 421, true]);
  }
});

test('signing in and out is as the document says', async () => {
  await held('POST', '/api/v1/sign-in', { token: 'x' });
  const token = new URL(front.addresses.url).hash.slice('#token='.length);
  const { key } = await held('POST', '/api/v1/sign-in', { token });
  front = { ...front, authorization: `Bearer ${key}` };
  await held('POST', '/api/v1/sign-out', { what: 1 }, false);
  await held('POST', '/api/v1/sign-out', { everywhere: false });
  await held('POST', '/api/v1/sign-out', { everywhere: false });
});

test('no operation was left out', () => {
  const asked = new Set([...seen].map((one) => one.slice(0, one.lastIndexOf(' '))));
  const all = Object.entries(paths).flatMap(([path, of]) =>
    Object.keys(of).map((method) => `${method.toUpperCase()} ${path}`),
  );
  // The stream never ends: its messages have tests of their own.
  expect(all.filter((one) => !asked.has(one))).toEqual(['GET /api/v1/stream']);
});
