/** What a key in the editor costs before anything is painted, without a browser: worker, copy, page, each by itself. */

import { performance } from 'node:perf_hooks';
import type { Snapshot } from '../lib/engine/index.ts';
import { type ClusterSnapshot, EMPTY_LISTS, type Health, STATE_KINDS } from '../lib/stream/index.ts';
import {
  answerPacker,
  answerUnpacker,
  createAnalyst,
  createWorkbench,
  loadDraftReader,
  type MapPipeline,
  mapPipeline,
  type Ports,
  type ToAnalyst,
  type Workbench,
} from '../lib/workbench/index.ts';

/** Milliseconds of one key. */
export interface KeyCost {
  /** Until the worker knows the effect. */
  readonly worker: number;
  /** Of the effect, from the worker to the page. */
  readonly copy: number;
  /** From the effect in the page to the scene that is to be drawn. */
  readonly page: number;
  /** All that is said at the lines of the text, afterwards: worker, copy and page. */
  readonly texts: number;
}

const WINDOW = { width: 1100, height: 760 };
const METRICS = { stripWidth: 186, stripHeight: 44 };

/** A workbench whose analyst is called directly, with a draft open in one namespace. */
export async function openKeyPath(cluster: Snapshot, namespace: string): Promise<(text: string) => KeyCost> {
  const reader = await loadDraftReader();
  const pipeline: MapPipeline = mapPipeline({ load: () => undefined, save: () => undefined, forget: () => undefined });
  const clock = { copy: 0, page: 0 };
  const waiting: (() => void)[] = [];
  const pack = answerPacker();
  const unpack = answerUnpacker((answer) => workbench.receiveAnalyst(answer));
  const analyst = createAnalyst(
    (answer) => {
      const packed = pack(answer);
      const [copied, copy] = timed(() => structuredClone(packed));
      const [, page] = timed(() => unpack(copied));
      clock.copy += copy;
      clock.page += page;
    },
    () => reader,
    (milliseconds, act) => {
      if (milliseconds === 0) waiting.push(act);
      return () => void waiting.splice(0);
    },
  );
  const workbench = openWorkbench((message) => analyst.handle(message));
  workbench.receiveStream({ type: 'snapshot', snapshot: facts(cluster), health: HEALTH });
  const frame = () => pipeline.frame(workbench.store.getState(), WINDOW, METRICS);
  workbench.intents.newPolicy(namespace);
  const edit = workbench.store.getState().draft.edits[0]?.key ?? '';
  return (text) => {
    Object.assign(clock, { copy: 0, page: 0 });
    const [, typed] = timed(() => workbench.intents.edit(edit, text));
    const { copy, page } = clock;
    const [, framed] = timed(frame);
    const [, texts] = timed(() => {
      for (const act of waiting.splice(0)) act();
      frame();
    });
    return { worker: typed - copy - page, copy, page: page + framed, texts };
  };
}

function timed<T>(act: () => T): readonly [T, number] {
  const began = performance.now();
  return [act(), performance.now() - began];
}

function openWorkbench(postToAnalyst: (message: ToAnalyst) => void): Workbench {
  let turn = 0;
  let keys = 0;
  const texts = new Map<string, string>();
  const unasked = () => Promise.reject(new Error('Nothing is written here.'));
  const ports: Ports = {
    postToAnalyst,
    writes: { preview: unasked, apply: unasked, undo: unasked, keep: unasked, history: unasked, retry: unasked },
    storage: {
      names: () => [...texts.keys()],
      read: (name) => texts.get(name),
      write: (name, text) => {
        texts.set(name, text);
        return undefined;
      },
      remove: (name) => void texts.delete(name),
    },
    now: () => 0,
    wallClock: () => 0,
    after: () => () => undefined,
    newKey: () => `key-${++keys}`,
    nextTurn: () => ++turn,
  };
  return createWorkbench(ports);
}

const HEALTH: Health = {
  kinds: Object.fromEntries(
    STATE_KINDS.map((kind) => [kind, { state: 'live', ageMs: 0, count: 1 }]),
  ) as Health['kinds'],
};

function facts(cluster: Snapshot): ClusterSnapshot {
  return {
    ...EMPTY_LISTS,
    ...cluster,
    services: [],
    epoch: 'bench',
    revision: 1,
    cluster: { mode: 'demo', name: 'bench', context: 'bench', server: '', tls: 'verified' },
    enforcement: { state: 'unknown', engine: 'unknown', because: 'bench' },
  };
}
