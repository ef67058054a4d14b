/** A store that remembers what of it was announced, so that only what is news is announced again. */

import { type Change, sameJson } from '#stream';
import { type ObjectStore, type OnChange, objectStore } from './object-store.ts';

export interface Tracked<T, U> {
  readonly store: ObjectStore<T>;
  /** Counts an object as changed though it is the same: something it rests on changed. */
  touch(key: string): void;
  /** What is to be announced: nothing that was announced just so before. */
  take(): Change<U> | undefined;
  /** Everything, announced anew. */
  all(): readonly U[];
}

/** `finish` makes of an object what is announced of it. */
export function tracked<T, U>(changed: () => void, finish: (value: T) => U, seen?: OnChange<T>): Tracked<T, U> {
  const dirty = new Set<string>();
  const announced = new Map<string, U>();
  const touch = (key: string) => {
    dirty.add(key);
    changed();
  };
  const store = objectStore<T>((key, value, before) => {
    seen?.(key, value, before);
    touch(key);
  });
  return {
    store,
    touch,
    take() {
      const set: U[] = [];
      const gone: string[] = [];
      for (const key of dirty) {
        const value = store.get(key);
        if (value === undefined) {
          if (announced.delete(key)) gone.push(key);
          continue;
        }
        const finished = finish(value);
        if (sameJson(announced.get(key), finished)) continue;
        announced.set(key, finished);
        set.push(finished);
      }
      dirty.clear();
      return set.length > 0 || gone.length > 0 ? { set, gone } : undefined;
    },
    all() {
      dirty.clear();
      announced.clear();
      for (const [key, value] of store.entries()) announced.set(key, finish(value));
      return [...announced.values()];
    },
  };
}
