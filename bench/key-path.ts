/**
 * What a key in the editor costs before anything is painted, without a browser: reading in the worker, the copy between
 * worker and page, and the page's work up to a scene. `npm run bench:draft` prints it, one JSON line a figure.
 */

import { performance } from 'node:perf_hooks';
import type { Snapshot } from '../lib/engine/index.ts';
import { EMPTY_LISTS } from '../lib/stream/index.ts';
import { createAnalyst } from '../lib/workbench/analyst.ts';
import { createDraftReader } from '../lib/workbench/draft-reader.ts';
import { fakeCluster, health } from '../lib/workbench/fixtures/fake-cluster.ts';
import { memoryStorage } from '../lib/workbench/fixtures/memory-storage.ts';
import { type FromAnalyst, type MapPipeline, mapPipeline, type Workbench } from '../lib/workbench/index.ts';
import { createWorkbench } from '../lib/workbench/store.ts';
import { answerPacker, answerUnpacker } from '../lib/workbench/wire/answer-wire.ts';

/** Milliseconds of one key. */
export interface KeyCost {
  readonly worker: number;
  readonly copy: number;
  readonly page: number;
  /** Bytes that were copied. */
  readonly bytes: number;
}

const WINDOW = { width: 1100, height: 760 };
const METRICS = { stripWidth: 186, stripHeight: 44 };

/** A workbench whose analyst is called directly; every key is timed. */
export class KeyPath {
  private readonly workbench: Workbench;
  private readonly pipeline: MapPipeline;
  private copied = { copy: 0, bytes: 0 };
  private turn = 0;
  private keys = 0;
  private page = 0;

  constructor(cluster: Snapshot) {
    const pack = answerPacker();
    const unpack = answerUnpacker((answer) => this.receive(answer));
    const analyst = createAnalyst(
      (answer) => {
        const packed = pack(answer);
        const began = performance.now();
        const copy = structuredClone(packed);
        this.copied.copy += performance.now() - began;
        const at = performance.now();
        unpack(copy);
        this.page += performance.now() - at;
      },
      createDraftReader,
      () => () => undefined,
    );
    this.pipeline = mapPipeline({ load: () => undefined, save: () => undefined, forget: () => undefined } as never);
    this.workbench = createWorkbench({
      postToAnalyst: (message) => analyst.handle(message),
      writes: fakeCluster('bench', []).writes,
      storage: memoryStorage(),
      now: () => 0,
      wallClock: () => 0,
      after: () => () => undefined,
      newKey: () => `key-${++this.keys}`,
      nextTurn: () => ++this.turn,
    });
    const facts = { ...fakeCluster('bench', []).snapshot('one', 1), ...EMPTY_LISTS, ...cluster };
    this.workbench.receiveStream({ type: 'snapshot', snapshot: facts as never, health });
    this.frame();
  }

  get state() {
    return this.workbench.store.getState();
  }

  open(namespace: string): string {
    this.workbench.intents.newPolicy(namespace);
    return this.state.draft.edits[0]?.key ?? '';
  }

  key(edit: string, text: string): KeyCost {
    this.copied = { copy: 0, bytes: 0 };
    this.page = 0;
    const began = performance.now();
    this.workbench.intents.edit(edit, text);
    const all = performance.now() - began;
    const framed = performance.now();
    this.frame();
    const frame = performance.now() - framed;
    const { copy, bytes } = this.copied;
    return { worker: all - copy - this.page, copy, page: this.page + frame, bytes };
  }

  private receive(answer: FromAnalyst): void {
    this.workbench.receiveAnalyst(answer);
  }

  private frame(): void {
    this.pipeline.frame(this.state, WINDOW, METRICS);
  }
}
