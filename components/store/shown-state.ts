/**
 * The state as React shows it. It is the store's own, at once, but for what happens with every key in the editor: panels
 * follow when the map has been painted, since whoever types looks at the map, and a key must not wait for a panel.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Workbench, WorkbenchState } from '#workbench';

/** Panels wait no longer than this for the analyst. */
const LATEST_MS = 150;

export interface ShownState {
  readonly store: StoreApi<WorkbenchState>;
  /** What changes meanwhile may be shown once the map is painted. Never for a field whose own text is in the state. */
  quietly(act: () => void): void;
}

export interface Timing {
  /** Each answers with what takes it back. */
  afterPaint(act: () => void): () => void;
  after(milliseconds: number, act: () => void): () => void;
}

export function shownState(source: Workbench['store'], timing: Timing): ShownState {
  const store = createStore<WorkbenchState>(() => source.getState());
  let isQuiet = false;
  let cancel: (() => void) | undefined;
  const show = () => {
    cancel?.();
    cancel = undefined;
    store.setState(source.getState(), true);
  };
  source.subscribe(() => {
    if (!isQuiet) show();
  });
  const quietly = (act: () => void) => {
    isQuiet = true;
    try {
      act();
    } finally {
      isQuiet = false;
    }
    const state = source.getState();
    if (state === store.getState()) return;
    if (state.reading.turn === state.turn) {
      cancel?.();
      cancel = timing.afterPaint(show);
    } else cancel ??= timing.after(LATEST_MS, show);
  };
  return { store, quietly };
}
