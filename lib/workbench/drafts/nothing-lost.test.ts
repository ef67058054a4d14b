import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMostlyTaken, MOST_LEFT_TEXTS } from '#draft';
import { type FakeCluster, fakeCluster, health } from '../fixtures/fake-cluster.ts';
import { type MemoryStorage, memoryStorage } from '../fixtures/memory-storage.ts';
import { readDraft } from '../fixtures/read-draft.ts';
import type { StorageFault } from '../state/ports.ts';
import type { WorkbenchState } from '../state/state.ts';
import { createWorkbench, type Workbench } from '../store.ts';

/** One person with two tabs and a hostile day. Every act is a number that picks among what is there. */
type Act = readonly [name: keyof typeof ACTS, tab: 0 | 1, pick: number];

const CLUSTERS = ['lab', 'other'] as const;
const IDS = ['shop/p0', 'shop/p1', 'shop/p2'] as const;
const FAULTS: readonly (StorageFault | undefined)[] = ['full', undefined, undefined, 'forbidden'];

interface Tab {
  workbench: Workbench;
  storage: MemoryStorage;
  /** Names of storage events that have not come yet. */
  heard: string[];
  cluster: (typeof CLUSTERS)[number];
  epoch: number;
  revision: number;
}

class World {
  readonly texts = new Map<string, string>();
  readonly clusters: Readonly<Record<string, FakeCluster>> = {
    lab: fakeCluster('lab', ['shop/p2']),
    other: fakeCluster('other', []),
  };
  readonly tabs: [Tab, Tab];
  /** What was typed and left standing. */
  readonly standing = new Set<string>();
  /** What was typed into, and became another text by that. */
  readonly retyped = new Set<string>();
  /** Acts that nobody waits for. */
  readonly pending: Promise<void>[] = [];
  /** What happened at all: else the test would prove nothing. */
  readonly happened = new Set<string>();
  #keys = 0;
  #wall = 0;
  #typed = 0;

  constructor() {
    this.tabs = [this.openTab('lab'), this.openTab('lab')];
  }

  openTab(cluster: Tab['cluster']): Tab {
    const storage = memoryStorage(this.texts, (name) => {
      for (const other of this.tabs ?? []) if (other !== tab) other.heard.push(name);
    });
    let turn = 0;
    const workbench: Workbench = createWorkbench({
      postToAnalyst: (message) => readDraft(message, workbench),
      writes: {
        preview: (request) => this.clusterOf(tab).writes.preview(request),
        apply: (request) => this.clusterOf(tab).writes.apply(request),
        undo: (request) => this.clusterOf(tab).writes.undo(request),
        keep: (request) => this.clusterOf(tab).writes.keep(request),
        history: () => this.clusterOf(tab).writes.history(),
        retry: async () => undefined,
      },
      storage,
      now: () => 0,
      wallClock: () => ++this.#wall,
      after: () => () => undefined,
      newKey: () => `key-${++this.#keys}`,
      nextTurn: () => ++turn,
    });
    const tab: Tab = { workbench, storage, heard: [], cluster, epoch: 0, revision: 1 };
    this.tell(tab);
    return tab;
  }

  clusterOf(tab: Tab): FakeCluster {
    const cluster = this.clusters[tab.cluster];
    if (!cluster) throw new Error('no such cluster');
    return cluster;
  }

  /** The whole cluster as it is now. */
  tell(tab: Tab): void {
    const snapshot = this.clusterOf(tab).snapshot(`${tab.cluster}-${tab.epoch}`, ++tab.revision);
    tab.workbench.receiveStream({ type: 'snapshot', snapshot, health });
  }

  /** Sound, unfinished, or no policy at all: none is like another. */
  text(pick: number): string {
    const mark = `# ${`typed ${++this.#typed} `.repeat(pick % 2 === 0 ? 40 : 1)}\n`;
    const policy = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p${pick % 3}, namespace: shop}\nspec:\n  podSelector: {}\n`;
    return (
      [`${mark}${policy}`, `${mark}${policy}  ingress: [`, `${mark}kind: List\nitems: []\n`, mark][pick % 4] ?? mark
    );
  }

  type(tab: Tab, key: string, text: string): void {
    const before = textsOf(tab, key);
    tab.workbench.intents.edit(key, text);
    // A person who types into a text has another one then; who takes most of it away may not have meant to.
    for (const old of before) if (!isMostlyTaken(old, text)) this.retyped.add(old);
  }

  note(): void {
    for (const tab of this.tabs) {
      const { bin, keeping, notice, draft } = tab.workbench.store.getState();
      for (const word of [...bin.map(({ because }) => because), keeping.fault, notice?.type])
        if (word) this.happened.add(word);
      for (const { text } of draft.edits) if (text.includes('typed')) this.standing.add(text);
    }
  }

  /** What a page that is opened now finds, in the draft or among what left it, on every cluster. */
  found(): Set<string> {
    for (const tab of this.tabs) {
      tab.storage.fail(undefined);
      tab.workbench.flush();
    }
    const texts = new Set<string>();
    for (const cluster of CLUSTERS) {
      const { draft, bin } = this.openTab(cluster).workbench.store.getState();
      for (const { text } of [...draft.edits, ...bin.map(({ edit }) => edit)]) texts.add(text);
    }
    return texts;
  }
}

const textsOf = (tab: Tab, key: string) =>
  tab.workbench.store.getState().draft.edits.flatMap((edit) => (edit.key === key ? [edit.text] : []));

const pickOf = <Value>(values: readonly Value[], pick: number): Value | undefined => values[pick % values.length];

const keyOf = (tab: Tab, pick: number) => pickOf(tab.workbench.store.getState().draft.edits, pick)?.key ?? 'none';

const idOf = (pick: number) => pickOf(IDS, pick) ?? IDS[0];

const ACTS = {
  type: (world: World, tab: Tab, pick: number) => world.type(tab, keyOf(tab, pick), world.text(pick)),
  add: (world: World, tab: Tab, pick: number) => {
    const key = keyOf(tab, pick);
    for (const text of textsOf(tab, key)) world.type(tab, key, `${text}# more ${pick}\n`);
  },
  rewrite: (world: World, tab: Tab, pick: number) => tab.workbench.intents.rewrite(keyOf(tab, pick), world.text(pick)),
  begin: (world: World, tab: Tab, pick: number) => {
    tab.workbench.intents.newPolicy('shop');
    world.type(tab, tab.workbench.store.getState().draft.current ?? '', world.text(pick));
  },
  open: (_: World, tab: Tab, pick: number) => tab.workbench.intents.openPolicy(idOf(pick)),
  delete: (_: World, tab: Tab, pick: number) => tab.workbench.intents.deletePolicy(idOf(pick)),
  discard: (_: World, tab: Tab, pick: number) => tab.workbench.intents.discard(keyOf(tab, pick)),
  rebase: (_: World, tab: Tab, pick: number) => tab.workbench.intents.rebase(keyOf(tab, pick)),
  show: (_: World, tab: Tab, pick: number) => tab.workbench.intents.showEdit(keyOf(tab, pick)),
  restore: (_: World, tab: Tab, pick: number) => {
    const left = pickOf(tab.workbench.store.getState().bin, pick);
    if (left) tab.workbench.intents.restore([left.edit.key]);
  },
  review: (_: World, tab: Tab) => tab.workbench.intents.review(),
  apply: async (_: World, tab: Tab, pick: number) => {
    if (tab.workbench.store.getState().apply.stage !== 'review') await tab.workbench.intents.review();
    await tab.workbench.intents.apply(pick % 2 === 0 ? 60 : undefined);
  },
  /** The person goes on while the server is asked. */
  applyMeanwhile: (world: World, tab: Tab) => {
    world.pending.push(tab.workbench.intents.review().then(() => tab.workbench.intents.apply()));
  },
  undo: (_: World, tab: Tab) => tab.workbench.intents.undo(),
  keep: (_: World, tab: Tab) => tab.workbench.intents.keep(),
  dismiss: (_: World, tab: Tab) => tab.workbench.intents.dismiss(),
  tell: (world: World, tab: Tab) => world.tell(tab),
  health: (_: World, tab: Tab) => void tab.workbench.receiveStream({ type: 'health', health }),
  meddle: (world: World, tab: Tab, pick: number) => world.clusterOf(tab).meddle(idOf(pick)),
  epoch: (world: World, tab: Tab) => {
    tab.epoch++;
    world.tell(tab);
  },
  cluster: (world: World, tab: Tab) => {
    tab.cluster = tab.cluster === 'lab' ? 'other' : 'lab';
    tab.epoch++;
    world.tell(tab);
  },
  signOut: (_: World, tab: Tab) => tab.workbench.setLink('signed-out'),
  hear: (_: World, tab: Tab, pick: number) => {
    for (const name of tab.heard.splice(0, 1 + (pick % 4))) tab.workbench.receiveStorage(name);
  },
  wake: (_: World, tab: Tab) => {
    tab.heard = [];
    tab.workbench.receiveStorage();
  },
  fail: (_: World, tab: Tab, pick: number) => tab.storage.fail(pickOf(FAULTS, pick)),
  reload: (world: World, tab: Tab) => {
    tab.workbench.flush();
    // Who is told that the draft lives in this page alone does not reload it.
    if (tab.workbench.store.getState().keeping.fault) return;
    const at = world.tabs[0] === tab ? 0 : 1;
    world.tabs[at] = world.openTab(tab.cluster);
  },
};

/** What the cluster does by itself: of a draft it takes only what was applied, exactly as it was sent. */
const NOBODYS: readonly (keyof typeof ACTS)[] = ['tell', 'health', 'signOut'];

function takenAway(before: WorkbenchState, tab: Tab): readonly string[] {
  const sent = 'sent' in before.apply ? before.apply.sent.map(({ edit }) => edit.text) : [];
  const now = new Set(tab.workbench.store.getState().draft.edits.map(({ text }) => text));
  return before.draft.edits.flatMap(({ text }) => (text === '' || now.has(text) || sent.includes(text) ? [] : [text]));
}

async function play(acts: readonly Act[]): Promise<World> {
  const world = new World();
  for (const [name, at, pick] of acts) {
    const before = world.tabs[at].workbench.store.getState();
    await ACTS[name](world, world.tabs[at], pick);
    if (NOBODYS.includes(name)) expect(takenAway(before, world.tabs[at])).toEqual([]);
    world.note();
  }
  await Promise.all(world.pending);
  world.note();
  return world;
}

async function lostBy(acts: readonly Act[], happened: Set<string>): Promise<readonly string[]> {
  const world = await play(acts);
  for (const word of world.happened) happened.add(word);
  const found = world.found();
  return [...world.standing].filter((text) => !found.has(text) && !world.retyped.has(text));
}

const NAMES = Object.keys(ACTS) as (keyof typeof ACTS)[];
/** Each act takes at most a few texts out of a draft: so many acts cannot fill a bin. */
const MOST_ACTS = MOST_LEFT_TEXTS / 2;

describe('whatever happens, a text that was typed stands in a draft or among what left it', () => {
  const act = fc.tuple(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom<(keyof typeof ACTS)[]>('begin', 'type', 'apply', 'tell', 'hear') },
      { weight: 6, arbitrary: fc.constantFrom(...NAMES) },
    ),
    fc.constantFrom<(0 | 1)[]>(0, 1),
    fc.nat({ max: 23 }),
  );

  test.each([1, 2, 3])(
    'random acts of two tabs, seed %i',
    async (seed) => {
      const happened = new Set<string>();
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: MOST_ACTS, size: 'max' }), async (acts) => {
          expect(await lostBy(acts, happened)).toEqual([]);
        }),
        { seed, numRuns: 400 },
      );
    },
    60_000,
  );
});
