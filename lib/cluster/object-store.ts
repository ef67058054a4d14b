/** What is known of one kind: projected objects by key, and which keys changed since last asked. */

import { sameJson } from '#stream';
import { compareVersions } from './resource-version.ts';

export interface Item<T> {
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
  put(item: Item<T>): void;
  /** Takes an object out unless what is held is newer or another of the same name. */
  remove(item: Item<T>): void;
  /** All at once: what is not among the items is gone. */
  replace(items: readonly Item<T>[]): void;
  clear(): void;
}

interface Held<T> {
  readonly uid: string;
  readonly version: string;
  readonly value: T;
}

/** `changed` is called with each key whose value is another one now; an equal value is no change. */
export function objectStore<T>(changed: (key: string) => void): ObjectStore<T> {
  let held = new Map<string, Held<T>>();

  function hold(into: Map<string, Held<T>>, old: Held<T> | undefined, item: Item<T>): void {
    const same = old !== undefined && old.uid === item.uid && sameJson(old.value, item.value);
    into.set(item.key, { uid: item.uid, version: item.version, value: same ? old.value : item.value });
    if (!same) changed(item.key);
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
      hold(held, old, item);
    },
    remove(item) {
      const old = held.get(item.key);
      if (!old || compareVersions(item.version, old.version) < 0) return;
      if (old.uid !== item.uid && compareVersions(item.version, old.version) === 0) return;
      held.delete(item.key);
      changed(item.key);
    },
    replace(items) {
      const next = new Map<string, Held<T>>();
      for (const item of items) hold(next, held.get(item.key), item);
      const before = held;
      held = next;
      for (const key of before.keys()) if (!next.has(key)) changed(key);
    },
    clear() {
      this.replace([]);
    },
  };
}
