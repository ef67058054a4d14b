import { beforeEach, expect, test } from 'vitest';
import { type FakeCluster, fakeCluster, health } from '../fixtures/fake-cluster.ts';
import { memoryStorage } from '../fixtures/memory-storage.ts';
import { readDraft } from '../fixtures/read-draft.ts';
import { createWorkbench, type Workbench } from '../store.ts';

const policy = (name: string, rest = '') =>
  `kind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  podSelector: {}\n${rest}`;
const LIST = `kind: List\napiVersion: v1\nitems: [${JSON.stringify(policy('a'))}]\n`;

let cluster: FakeCluster;
let workbench: Workbench;
let storage: ReturnType<typeof memoryStorage>;
let revision = 0;

beforeEach(() => {
  cluster = fakeCluster('lab', ['shop/refused']);
  storage = memoryStorage();
  workbench = open();
});

/** A page that is opened now. */
function open(name = 'lab'): Workbench {
  let [turn, keys] = [0, 0];
  const page = `page-${revision}`;
  const opened: Workbench = createWorkbench({
    postToAnalyst: (message) => readDraft(message, opened),
    writes: cluster.writes,
    storage,
    now: () => 0,
    wallClock: () => ++revision,
    after: () => () => undefined,
    newKey: () => `${page}-${++keys}`,
    nextTurn: () => ++turn,
  });
  tell(opened, name);
  return opened;
}

/** Any event of the cluster. */
function tell(page = workbench, name = 'lab', epoch = name): void {
  const { cluster: info, ...snapshot } = cluster.snapshot(epoch, ++revision);
  page.receiveStream({ type: 'snapshot', snapshot: { ...snapshot, cluster: { ...info, name } }, health });
}

function write(text: string): string {
  workbench.intents.newPolicy('shop');
  const key = workbench.store.getState().draft.current ?? '';
  workbench.intents.edit(key, text);
  return key;
}

async function apply(): Promise<void> {
  await workbench.intents.review();
  await workbench.intents.apply(60);
}

const texts = (page = workbench) => page.store.getState().draft.edits.map(({ text }) => text);
const left = (page = workbench) => page.store.getState().bin.map(({ because, edit }) => [because, edit.text]);

test.each([
  ['is not finished', `${policy('second')}  ingress: [`],
  ['is a list', LIST],
  ['has no name', policy('x').replace('name: x, ', '')],
  ['is of the same policy', policy('first', '  policyTypes: [Egress]\n')],
  ['is empty', ' '],
])('while an apply waits to be kept, a text stays that %s', async (_, text) => {
  write(policy('first'));
  await apply();
  const key = write(text);
  tell();
  tell();
  expect(workbench.store.getState().apply.stage).toBe('applied');
  expect(workbench.store.getState().draft.edits).toMatchObject([{ key, text }]);
  expect(left()).toEqual([['applied', policy('first')]]);
});

test('an edit that was typed in after it was applied stays, and starts from what was applied', async () => {
  cluster.meddle('shop/first');
  tell();
  await workbench.intents.openPolicy('shop/first');
  const key = workbench.store.getState().draft.current ?? '';
  workbench.intents.edit(key, policy('first'));
  await apply();
  const later = `${policy('first')}  ingress: [`;
  workbench.intents.edit(key, later);
  tell();
  const [edit] = workbench.store.getState().draft.edits;
  const stored = workbench.store.getState().snapshot?.policies[0]?.metadata.resourceVersion;
  expect(edit).toMatchObject({ text: later, baseText: policy('first'), base: { resourceVersion: stored } });
});

test('an edit that was refused stays beside one that was applied', async () => {
  write(policy('refused'));
  write(policy('first'));
  await apply();
  tell();
  expect(texts()).toEqual([policy('refused')]);
});

test('an applied text is brought back once by an undo, also where it was fetched back before', async () => {
  write(policy('first'));
  await apply();
  tell();
  const [entry] = workbench.store.getState().bin;
  workbench.intents.restore([entry?.edit.key ?? '']);
  await workbench.intents.undo();
  expect(texts()).toEqual([policy('first')]);
  expect(left()).toEqual([]);
});

test('a discarded edit is named with why and when, and restoring it writes over nothing', () => {
  const first = write(policy('first'));
  write(policy('second'));
  workbench.intents.discard(first);
  expect(workbench.store.getState().notice).toMatchObject({ type: 'left', because: 'discarded' });
  expect(left()).toEqual([['discarded', policy('first')]]);
  workbench.intents.restore([first]);
  expect(texts()).toEqual([policy('first'), policy('second')]);
  expect(workbench.store.getState()).toMatchObject({ bin: [], notice: undefined, draft: { current: first } });
});

test('a text that becomes a deletion of its policy can be had back', async () => {
  cluster.meddle('shop/first');
  tell();
  await workbench.intents.openPolicy('shop/first');
  workbench.intents.edit(workbench.store.getState().draft.current ?? '', policy('first', '# mine\n'));
  await workbench.intents.deletePolicy('shop/first');
  expect(left()).toEqual([['deletion', policy('first', '# mine\n')]]);
});

test('what was opened and left alone leaves no trace, unless it is stored no more', async () => {
  cluster.meddle('shop/first');
  tell();
  await workbench.intents.openPolicy('shop/first');
  workbench.intents.discard(workbench.store.getState().draft.current ?? '');
  expect(left()).toEqual([]);
  await workbench.intents.openPolicy('shop/first');
  cluster.meddle('shop/first');
  tell();
  workbench.intents.discard(workbench.store.getState().draft.current ?? '');
  expect(left()).toMatchObject([['discarded', expect.stringContaining('name: first')]]);
});

test('a draft stays with its cluster, and is there again when the cluster is', () => {
  write(policy('first'));
  tell(workbench, 'other');
  expect(texts()).toEqual([]);
  write(policy('second'));
  tell(workbench, 'lab');
  expect(texts()).toEqual([policy('first')]);
  tell(workbench, 'lab', 'started anew');
  expect(texts()).toEqual([policy('first')]);
});

test('while the storage is full the draft lives in the page, which says so, and is stored as soon as it can be', () => {
  storage.fail('full');
  write(policy('first'));
  expect(workbench.store.getState().keeping.fault).toBe('full');
  expect(texts(open())).toEqual([]);
  storage.fail(undefined);
  workbench.flush();
  expect(workbench.store.getState().keeping.fault).toBeUndefined();
  expect(texts(open())).toEqual([policy('first')]);
});

test('what another version kept is left as it is, and offered as text', () => {
  const first = 'netpol-studio/draft/demo/lab';
  storage.texts.set(first, '{"version":7,"edits":"in a new way"}');
  const record = 'netpol-studio/edits/demo%2Flab/k';
  storage.texts.set(record, '{"format":3}');
  const page = open();
  expect(page.store.getState().keeping.strange.map(({ text }) => text)).toEqual([
    '{"version":7,"edits":"in a new way"}',
    '{"format":3}',
  ]);
  page.intents.openStrange(page.store.getState().keeping.strange[1]?.name ?? '');
  expect(texts(page)).toEqual(['{"format":3}']);
  expect(storage.texts.get(record)).toBe('{"format":3}');
  expect(storage.texts.get(first)).toBe('{"version":7,"edits":"in a new way"}');
});

test('a draft that the first version kept is taken over once', () => {
  const edit = { key: 'old', action: 'put', base: null, baseText: '', text: policy('first'), namespace: 'shop' };
  const first = 'netpol-studio/draft/demo/lab';
  storage.texts.set(first, JSON.stringify({ version: 1, edits: [edit], current: 'old' }));
  expect(texts(open())).toEqual([policy('first')]);
  expect(storage.texts.has(first)).toBe(false);
  expect(texts(open())).toEqual([policy('first')]);
});

test('what one tab types stands in the other, and what both typed unseen stands in both', () => {
  const key = write(policy('first'));
  const other = open();
  workbench.intents.edit(key, policy('first', '# one\n'));
  other.receiveStorage(`netpol-studio/edits/demo%2Flab/${key}`);
  expect(texts(other)).toEqual([policy('first', '# one\n')]);
  workbench.intents.edit(key, policy('first', '# two\n'));
  other.intents.edit(key, policy('first', '# three\n'));
  workbench.receiveStorage();
  const both = [policy('first', '# three\n'), policy('first', '# two\n')];
  expect([texts().toSorted(), texts(other).toSorted(), texts(open()).toSorted()]).toEqual([both, both, both]);
  expect(other.store.getState().notice).toEqual({ type: 'both-kept' });
});

test('what was begun or opened and left alone is gone from both tabs once it is discarded in one', async () => {
  cluster.meddle('shop/first');
  const other = open();
  tell();
  workbench.intents.newPolicy('shop');
  await workbench.intents.openPolicy('shop/first');
  other.receiveStorage();
  expect(texts(other)).toEqual(texts());
  for (const { key } of workbench.store.getState().draft.edits) workbench.intents.discard(key);
  other.receiveStorage();
  workbench.receiveStorage();
  expect([texts(), texts(other), left(), left(other)]).toEqual([[], [], [], []]);
});

test('texts outlast that somebody empties the storage while the page stands', () => {
  const key = write(policy('first'));
  write(policy('second'));
  workbench.intents.discard(key);
  storage.texts.clear();
  workbench.receiveStorage();
  workbench.flush();
  expect([texts(open()), left(open())]).toEqual([[policy('second')], [['discarded', policy('first')]]]);
});
