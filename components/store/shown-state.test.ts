import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { INITIAL_STATE, type WorkbenchState } from '#workbench';
import { shownState } from './shown-state.ts';

function bench() {
  const source = createStore<WorkbenchState>(() => INITIAL_STATE);
  const waiting = { paint: new Set<() => void>(), timer: new Set<() => void>() };
  const wait = (list: Set<() => void>) => (act: () => void) => {
    list.add(act);
    return () => list.delete(act);
  };
  const shown = shownState(source, {
    afterPaint: wait(waiting.paint),
    after: (_, act) => wait(waiting.timer)(act),
  });
  const run = (list: Set<() => void>) => {
    for (const act of [...list]) act();
  };
  const read = (turn: number) => ({ reading: { turn, edits: [], outdated: false } });
  return { source, ...shown, waiting, run, read };
}

describe('the state as React shows it', () => {
  it('is the state of the store at once', () => {
    const { source, store } = bench();
    source.setState({ filter: 'web' });
    expect(store.getState()).toBe(source.getState());
  });

  it('follows a key in the editor when the answer is painted', () => {
    const { source, store, quietly, waiting, run, read } = bench();
    quietly(() => source.setState({ turn: 1 }));
    expect(waiting.paint.size).toBe(0);
    quietly(() => source.setState(read(1)));
    expect(store.getState().turn).toBe(0);
    run(waiting.paint);
    expect(store.getState()).toBe(source.getState());
    expect(waiting.timer.size).toBe(0);
  });

  it('does not wait for an answer that does not come', () => {
    const { source, store, quietly, waiting, run } = bench();
    quietly(() => source.setState({ turn: 1 }));
    run(waiting.timer);
    expect(store.getState().turn).toBe(1);
  });

  it('shows what was held back together with the next change that is not of a key', () => {
    const { source, store, quietly, waiting } = bench();
    quietly(() => source.setState({ turn: 1 }));
    source.setState({ filter: 'web' });
    expect(store.getState()).toBe(source.getState());
    expect(waiting.timer.size).toBe(0);
  });

  it('holds nothing back when an act threw', () => {
    const { source, store, quietly } = bench();
    expect(() =>
      quietly(() => {
        throw new Error('broken');
      }),
    ).toThrow('broken');
    source.setState({ filter: 'web' });
    expect(store.getState().filter).toBe('web');
  });
});
