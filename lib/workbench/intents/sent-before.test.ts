import { expect, test } from 'vitest';
import { fakeCluster, health } from '../fixtures/fake-cluster.ts';
import { memoryStorage } from '../fixtures/memory-storage.ts';
import { readDraft } from '../fixtures/read-draft.ts';
import { createWorkbench, type Workbench } from '../store.ts';

const TEXT = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec:
  podSelector: {}
  ingress: [{ports: [{port: 80}]}]
`;

/** Two pages, one after the other, on one browser's storage and one cluster. */
function world() {
  const cluster = fakeCluster('lab', []);
  const texts = new Map<string, string>();
  let keys = 0;
  const open = (revision: number) => {
    let turn = 0;
    const workbench: Workbench = createWorkbench({
      postToAnalyst: (message) => readDraft(message, workbench),
      writes: cluster.writes,
      storage: memoryStorage(texts),
      now: () => 0,
      wallClock: () => 0,
      after: () => () => undefined,
      newKey: () => `key-${++keys}`,
      nextTurn: () => ++turn,
    });
    const tell = (snapshot = cluster.snapshot('one', revision)) =>
      workbench.receiveStream({ type: 'snapshot', snapshot, health });
    return { workbench, tell };
  };
  return { cluster, open };
}

async function applied(countdown?: number) {
  const { cluster, open } = world();
  const early = cluster.snapshot('one', 1);
  const first = open(1);
  first.tell();
  first.workbench.intents.newPolicy('shop');
  const key = first.workbench.store.getState().draft.current ?? '';
  first.workbench.intents.edit(key, TEXT);
  await first.workbench.intents.review();
  await first.workbench.intents.apply(countdown);
  const second = open(2);
  // The page is loaded anew, and the watch has no news yet.
  second.tell(early);
  await settled();
  return { cluster, second, key };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

test.each([[60], [undefined]])(
  'an edit applied before a reload leaves once the watch shows it (countdown %s)',
  async (countdown) => {
    const { second } = await applied(countdown);
    const { store } = second.workbench;
    expect(store.getState().draft.edits).toHaveLength(1);
    second.tell();
    expect(store.getState().draft.edits).toEqual([]);
    expect(store.getState().bin.map(({ because }) => because)).toEqual(['applied']);
  },
);

test('what was typed into it since the reload stays', async () => {
  const { second, key } = await applied();
  second.workbench.intents.edit(key, `${TEXT}# more\n`);
  second.tell();
  expect(second.workbench.store.getState().draft.edits.map(({ text }) => text)).toEqual([`${TEXT}# more\n`]);
});

test('an edit that says something else than what was applied is none of it', async () => {
  const { cluster, open } = world();
  const page = open(1);
  page.tell();
  page.workbench.intents.newPolicy('shop');
  page.workbench.intents.edit(page.workbench.store.getState().draft.current ?? '', TEXT);
  await page.workbench.intents.review();
  await page.workbench.intents.apply();
  const key = page.workbench.store.getState().draft.current ?? '';
  page.workbench.intents.edit(key, TEXT.replace('80', '81'));
  const next = open(2);
  next.tell(cluster.snapshot('one', 3));
  await settled();
  expect(next.workbench.store.getState().draft.edits).toHaveLength(1);
});
