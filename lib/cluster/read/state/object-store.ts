/** What is known of one kind: projected objects by key, and which keys changed since last asked. */

import { sameJson } from '#stream';
import { compareVersions } from './resource-version.ts';

export interface StoredItem<T> {
  readonly key: string;
  readonly uid: string;
  readonly version: string;
  readonly value: T;
}

export interface ObjectStore<T> {
  readonly size: number;
  get(key: string): T | undefined;
  entries(): Iterable<readonly [string, T]>;
  /** Takes an object in unless it is older than what is held. */
  put(item: StoredItem<T>): void;
  /** Takes an object out unless what is held is newer or another of the same name. */
  remove(item: StoredItem<T>): void;
  /** All at once: what is not among the items is gone. */
  replace(items: readonly StoredItem<T>[]): void;
  /**
   * The same for a list that comes in parts: nothing of it is seen before it is whole. With `owns`, keys that it denies
   * stay as they are.
   */
  replacing(owns?: (key: string) => boolean): Replacement<T>;
  clear(): void;
}

export interface Replacement<T> {
  take(items: readonly StoredItem<T>[]): void;
  /** Puts it in place, once. */
  done(): void;
}

interface Held<T> {
  readonly uid: string;
  readonly version: string;
  readonly value: T;
}

/** Told of each key whose value is another one now; an equal value is no change. */
export type OnChange<T> = (key: string, value: T | undefined, before: T | undefined) => void;

export function objectStore<T>(changed: OnChange<T>): ObjectStore<T> {
  let held = new Map<string, Held<T>>();

  /** Whether it is another value than before. An equal one is let go at once: what is held stays the same object. */
  function hold(into: Map<string, Held<T>>, old: Held<T> | undefined, item: StoredItem<T>): boolean {
    const same = old !== undefined && old.uid === item.uid && sameJson(old.value, item.value);
    const { uid, version } = item;
    into.set(item.key, same ? { uid: old.uid, version, value: old.value } : { uid, version, value: item.value });
    return !same;
  }

  function replacing(owns?: (key: string) => boolean): Replacement<T> {
    const next = new Map<string, Held<T>>();
    return {
      take(items) {
        for (const item of items) hold(next, held.get(item.key), item);
      },
      done() {
        const before = held;
        if (owns) for (const [key, old] of before) if (!owns(key)) next.set(key, old);
        held = next;
        for (const [key, { uid, value }] of next) {
          const old = before.get(key);
          if (old?.value !== value || old.uid !== uid) changed(key, value, old?.value);
        }
        for (const [key, old] of before) if (!next.has(key)) changed(key, undefined, old.value);
      },
    };
  }

  return {
    get size() {
      return held.size;
    },
    get: (key) => held.get(key)?.value,
    *entries() {
      for (const [key, { value }] of held) yield [key, value] as const;
    },
    put(item) {
      const old = held.get(item.key);
      if (old && compareVersions(item.version, old.version) <= 0) return;
      if (hold(held, old, item)) changed(item.key, item.value, old?.value);
    },
    remove(item) {
      const old = held.get(item.key);
      if (!old || compareVersions(item.version, old.version) < 0) return;
      if (old.uid !== item.uid && compareVersions(item.version, old.version) === 0) return;
      held.delete(item.key);
      changed(item.key, undefined, old.value);
    },
    replace(items) {
      const next = replacing();
      next.take(items);
      next.done();
    },
    replacing,
    clear() {
      this.replace([]);
    },
  };
}

/** The part of a store that one of several readers fills: it replaces and clears no other keys than its own. */
export function partOf<T>(store: ObjectStore<T>, owns: (key: string) => boolean): ObjectStore<T> {
  const replace = (items: readonly StoredItem<T>[]) => {
    const next = store.replacing(owns);
    next.take(items);
    next.done();
  };
  return {
    get size() {
      return store.size;
    },
    get: (key) => store.get(key),
    entries: () => store.entries(),
    put: (item) => store.put(item),
    remove: (item) => store.remove(item),
    replace,
    replacing: () => store.replacing(owns),
    clear: () => replace([]),
  };
}
