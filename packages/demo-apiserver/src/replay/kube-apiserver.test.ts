import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Recording, readRecording, recordingNames } from '../../../../harness/recordings/recording.ts';
import { type DemoCluster, startDemo } from '../index.ts';
import { isObject, type JsonObject, listAt, objectAt, textAt } from '../kube-object.ts';
import { ask, type ClientAnswer } from '../testing/kube-client.ts';
import { normalise } from './normalise.ts';
import { IN_PART, NOT_REPLAYED, OTHER_WORDS } from './plan.ts';

const POLICIES = '/apis/networking.k8s.io/v1/namespaces/lab/networkpolicies';
const JANE = { name: 'jane', groups: ['ui-devs'], token: 'jane-token' };
const TOO_LARGE: Readonly<Record<string, number>> = { 'body-too-large': 3_200_000, 'annotations-too-large': 262_145 };

let folder: string;
let cluster: DemoCluster;
/** Recorded resource versions, and what they are here. */
const versions = new Map<string, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netpol-replay-'));
  cluster = await startDemo({ seed: 'eks-workshop', kubeconfigPath: join(folder, 'config'), users: [JANE] });
  for (const name of ['lab', 'leaving']) await send('POST', '/api/v1/namespaces', { metadata: { name } });
  // Keeps the namespace from going at once.
  const held = { metadata: { name: 'held', finalizers: ['example.com/held'] } };
  await send('POST', '/api/v1/namespaces/leaving/configmaps', held);
});

afterAll(async () => {
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function send(method: string, path: string, body?: unknown, type = 'application/json'): Promise<JsonObject> {
  const answer = await ask(cluster, {
    method,
    path,
    token: cluster.token,
    headers: { 'content-type': type },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return JSON.parse(answer.text) as JsonObject;
}

/** What was done on the recording server before some of the exchanges. */
const PREPARE: Readonly<Record<string, () => Promise<unknown>>> = {
  create: async () => {
    const first = await send('POST', POLICIES, policy('first', { policyTypes: ['Ingress'] }));
    versions.set('278', textAt(first, 'metadata', 'resourceVersion') ?? '');
  },
  'access-review-allowed': async () => {
    const group = 'rbac.authorization.k8s.io';
    const rule = { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'] };
    await send('POST', `/apis/${group}/v1/namespaces/lab/roles`, {
      metadata: { name: 'np' },
      rules: [
        { ...rule, verbs: ['get', 'list', 'watch', 'create'] },
        { ...rule, verbs: ['update', 'patch'], resourceNames: ['ssa'] },
      ],
    });
    await send('POST', `/apis/${group}/v1/namespaces/lab/rolebindings`, {
      metadata: { name: 'np' },
      subjects: [{ kind: 'Group', apiGroup: group, name: 'ui-devs' }],
      roleRef: { kind: 'Role', apiGroup: group, name: 'np' },
    });
  },
  'immutable-pod-field': async () => {
    const ports = [{ name: 'http', containerPort: 8080 }];
    const spec = { containers: [{ name: 'c', image: 'example.invalid/x', ports }] };
    await send('POST', '/api/v1/namespaces/lab/pods', { metadata: { name: 'one', labels: { app: 'one' } }, spec });
    await expect.poll(() => podPhase()).toBe('Running');
  },
  'watch-add-modify-delete': watchedChanges,
  'expired-continue': async () => {
    versions.set('329', String(cluster.store.version));
    await send('POST', POLICIES, policy('late', {}));
    cluster.store.compact();
  },
};

async function podPhase(): Promise<string | undefined> {
  return textAt(await send('GET', '/api/v1/namespaces/lab/pods/one'), 'status', 'phase');
}

async function watchedChanges(): Promise<void> {
  versions.set('318', String(cluster.store.version));
  await send('POST', POLICIES, policy('w', { policyTypes: ['Ingress'] }, { app: 'x' }));
  await send('PATCH', `${POLICIES}/w`, { metadata: { labels: { app: 'y' } } }, 'application/merge-patch+json');
  await send('DELETE', `${POLICIES}/w`);
}

function policy(name: string, spec: JsonObject, labels?: JsonObject): JsonObject {
  const metadata = labels === undefined ? { name } : { name, labels };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec: { podSelector: {}, ...spec } };
}

async function replay({ name, request }: Recording): Promise<ClientAnswer> {
  const uid = await uidAt(request.path);
  const body = bodyOf(name, request.body, uid);
  const headers: Record<string, string> = { ...request.headers };
  if (request.accept) headers.accept = request.accept;
  if (headers['If-None-Match'] !== undefined) headers['If-None-Match'] = await tagOf(request);
  if (request.contentType) headers['content-type'] = request.contentType;
  const token = { admin: cluster.token, jane: JANE.token, 'a bad bearer token': 'no-such-token' }[request.as];
  const path = pathHere(name, request.path);
  return ask(cluster, { method: request.method, path, token, headers, body });
}

async function tagOf(request: Recording['request']): Promise<string> {
  const headers = { accept: request.accept ?? '' };
  const answer = await ask(cluster, { method: 'GET', path: request.path, token: cluster.token, headers });
  return answer.headers.etag?.[0] ?? '';
}

/** Texts that were cut down in the recording are made anew; ids and versions are those of this server. */
function bodyOf(name: string, body: unknown, uid: string): string | undefined {
  const length = TOO_LARGE[name];
  if (length !== undefined) {
    const large = policy('p', {});
    return JSON.stringify({ ...large, metadata: { name: 'p', annotations: { a: 'x'.repeat(length) } } });
  }
  if (body === undefined || typeof body === 'string') return body as string | undefined;
  const text = JSON.stringify(body).replaceAll('00000000-0000-4000-8000-000000000001', uid);
  return text.replace(/"resourceVersion":"(\d+)"/g, (_, version: string) => {
    return `"resourceVersion":"${versions.get(version) ?? cluster.store.version}"`;
  });
}

function pathHere(name: string, path: string): string {
  const here = path
    .replace(/timeoutSeconds=\d+/, 'timeoutSeconds=1')
    .replace(/resourceVersion=(\d+)/, (whole, version: string) => {
      return versions.has(version) ? `resourceVersion=${versions.get(version)}` : whole;
    })
    .replace(/continue=(ey[\w-]+)/, (_, token: string) => {
      const start = JSON.parse(Buffer.from(token, 'base64url').toString()) as JsonObject;
      const text = JSON.stringify({ ...start, rv: Number(versions.get(String(start.rv))) });
      return `continue=${Buffer.from(text).toString('base64url')}`;
    });
  if (name === 'field-selector-node') return '/api/v1/pods?fieldSelector=metadata.name%3Done';
  if (name === 'watch-bookmark') return here.replace(/resourceVersion=\d+/, `resourceVersion=${cluster.store.version}`);
  // The things of the recording are not served here: the same is asked of policies.
  return here.replace('/apis/example.com/v1/things', '/apis/networking.k8s.io/v1/networkpolicies');
}

async function uidAt(path: string): Promise<string> {
  const plain = path.split('?')[0] ?? '';
  const answer = await ask(cluster, { method: 'GET', path: plain, token: cluster.token });
  if (answer.status !== 200 || !answer.text.startsWith('{')) return 'no-uid';
  return textAt(JSON.parse(answer.text), 'metadata', 'uid') ?? 'no-uid';
}

function noteVersion(recorded: unknown, here: unknown): void {
  const version = textAt(recorded, 'metadata', 'resourceVersion');
  const actual = textAt(here, 'metadata', 'resourceVersion');
  if (version !== undefined && actual !== undefined && !versions.has(version)) versions.set(version, actual);
}

const IN_ORDER = recordingNames();
const REPLAYED = IN_ORDER.filter((name) => NOT_REPLAYED[name] === undefined);

describe('the embedded server answers as a recorded kube-apiserver does', () => {
  test('every recording is either replayed or listed with a reason', () => {
    expect(IN_ORDER).toHaveLength(170);
    expect(REPLAYED.length + Object.keys(NOT_REPLAYED).length).toBe(170);
  });

  test.each(REPLAYED)('%s', async (name) => {
    await PREPARE[name]?.();
    const recording = readRecording(name);
    if (name === 'immutable-pod-field') await withOtherPort(recording);
    const answer = await replay(recording);
    expect(answer.status).toBe(recording.response.status);
    if (recording.response.events !== undefined) compareEvents(recording, answer);
    else compareAnswer(recording, answer);
  });
});

/** The pod as it is here, with the one field changed that the recording changes. */
async function withOtherPort(recording: Recording): Promise<void> {
  const pod = await send('GET', '/api/v1/namespaces/lab/pods/one');
  const text = JSON.stringify(pod).replace('"containerPort":8080', '"containerPort":9090');
  Object.assign(recording.request, { body: JSON.parse(text) });
}

function compareAnswer({ name, response }: Recording, answer: ClientAnswer): void {
  expect(answer.headers.warning ?? []).toEqual([response.headers.Warning ?? []].flat());
  if (response.headers['Retry-After'] !== undefined) {
    expect(answer.headers['retry-after']).toEqual([response.headers['Retry-After']]);
  }
  const type = String(response.headers['Content-Type'] ?? '');
  if (type !== '') expect(answer.headers['content-type']).toEqual([type]);
  if (!isObject(response.body) || !type.includes('json')) {
    compareText(name, response.body, answer.text);
    return;
  }
  const body = JSON.parse(answer.text) as JsonObject;
  noteVersion(response.body, body);
  const compare = SPECIAL.find(([pattern]) => pattern.test(name))?.[1];
  if (compare !== undefined) compare(response.body, body);
  else expect(normalise(wordless(name, body))).toEqual(normalise(wordless(name, response.body)));
}

function compareText(name: string, recorded: unknown, text: string): void {
  if (name === 'openapi-v3-index') {
    const path = 'apis/networking.k8s.io/v1';
    const entry = objectAt(JSON.parse(text), 'paths', path);
    expect(entry.serverRelativeURL).toMatch(/^\/openapi\/v3\/apis\/networking\.k8s\.io\/v1\?hash=[0-9A-F]{128}$/);
  } else if (name === 'discovery-not-modified') expect(text).toBe('');
  else expect(text).toBe(recorded);
}

function wordless(name: string, body: JsonObject): JsonObject {
  if (OTHER_WORDS[name] === undefined) return body;
  const causes = listAt(body, 'details', 'causes').map((cause) => ({ ...objectAt({ cause }, 'cause'), message: '' }));
  const details = causes.length === 0 ? body.details : { ...objectAt(body, 'details'), causes };
  return { ...body, message: '', details };
}

type Compare = (recorded: JsonObject, here: JsonObject) => void;

const SPECIAL: readonly (readonly [RegExp, Compare])[] = [
  [/^table-/, compareTables],
  [/^access-review/, (recorded, here) => expect({ ...here, metadata: 0 }).toEqual({ ...recorded, metadata: 0 })],
  [/^self-subject-review$/, compareWhoAmI],
  [/^rules-review$/, compareRules],
  [/^discovery-aggregated$/, compareAggregated],
  [/^discovery-plain$/, comparePlain],
  [/^version$/, (recorded, here) => expect(Object.keys(here).sort()).toEqual(Object.keys(recorded).sort())],
  [/^field-selector-node$/, (recorded, here) => expect(names(here)).toEqual(names(recorded))],
];

function names(list: JsonObject): unknown[] {
  return listAt(list, 'items').map((item) => textAt(item, 'metadata', 'name'));
}

function compareTables(recorded: JsonObject, here: JsonObject): void {
  expect(tableShape(here)).toEqual(tableShape(recorded));
}

/** Ages, addresses and nodes differ; all else of a table must not. */
function tableShape(table: JsonObject): JsonObject {
  const columns = listAt(table, 'columnDefinitions').map((column) => ({
    ...objectAt({ column }, 'column'),
    description: '',
  }));
  const rows = listAt(table, 'rows').map((row) => {
    const cells = listAt(row, 'cells').map((cell) => {
      return /^(\d+[smh])+$|^10\.42\.|^ip-10-42/.test(String(cell)) ? 'varies' : cell;
    });
    const object = objectAt(row, 'object');
    const { managedFields: _, ...metadata } = objectAt(object, 'metadata');
    return { cells, object: Object.keys(object).length === 0 ? null : { ...object, metadata } };
  });
  return normalise({ kind: table.kind, columns, rows }) as JsonObject;
}

function compareWhoAmI(recorded: JsonObject, here: JsonObject): void {
  const { extra: _, ...userInfo } = objectAt(recorded, 'status', 'userInfo');
  expect(normalise(here)).toEqual(normalise({ ...recorded, status: { userInfo } }));
}

function compareRules(recorded: JsonObject, here: JsonObject): void {
  expect(listAt(here, 'status', 'resourceRules').map(canonicalRule)).toEqual(
    expect.arrayContaining(listAt(recorded, 'status', 'resourceRules').map(canonicalRule)),
  );
  expect(objectAt(here, 'status').incomplete).toBe(false);
}

function canonicalRule(rule: unknown): unknown {
  return { ...objectAt({ rule }, 'rule'), verbs: listAt(rule, 'verbs').toSorted() };
}

function compareAggregated(recorded: JsonObject, here: JsonObject): void {
  const entry = (body: JsonObject): unknown => {
    const group = listAt(body, 'items').find((item) => textAt(item, 'metadata', 'name') === 'networking.k8s.io');
    const resources = listAt(listAt(group, 'versions')[0], 'resources');
    return resources.find((one) => textAt(one, 'resource') === 'networkpolicies');
  };
  expect(entry(here)).toEqual(entry(recorded));
}

function comparePlain(recorded: JsonObject, here: JsonObject): void {
  const entry = (body: JsonObject): unknown => {
    const found = listAt(body, 'resources').find((one) => textAt(one, 'name') === 'networkpolicies');
    const { storageVersionHash: _, ...rest } = objectAt({ found }, 'found');
    return rest;
  };
  expect(entry(here)).toEqual(entry(recorded));
}

function compareEvents({ name, response }: Recording, answer: ClientAnswer): void {
  const here = answer.text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JsonObject);
  const recorded = response.events ?? [];
  if (name === 'watch-bookmark') {
    expect(here.length).toBeGreaterThan(0);
    expect(normalise(here[0])).toEqual(normalise(recorded[0]));
    return;
  }
  const shown = (event: JsonObject): unknown => {
    const object = objectAt(event, 'object');
    if (object.kind === 'Table') return { type: event.type, object: tableShape(object) };
    return normalise({ type: event.type, object: wordless(name, object) });
  };
  // A bookmark may also come before the end of a watch: only what the recording has must be there, in its order.
  const isExtra = (event: JsonObject): boolean => event.type === 'BOOKMARK' && !JSON.stringify(event).includes('-end"');
  expect(here.filter((event) => !isExtra(event)).map(shown)).toEqual(recorded.map(shown));
}

test('what is compared in part is named', () => {
  for (const name of Object.keys(IN_PART)) {
    const pattern = new RegExp(`^${name.replace('*', '.*')}$`);
    expect(REPLAYED.some((one) => pattern.test(one))).toBe(true);
  }
});
