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

/** Told of each key whose value is another one now; an equal value is no change. */
export type OnChange<T> = (key: string, value: T | undefined, before: T | undefined) => void;

export function objectStore<T>(changed: OnChange<T>): ObjectStore<T> {
  let held = new Map<string, Held<T>>();

  /** Whether it is another value than before. */
  function hold(into: Map<string, Held<T>>, old: Held<T> | undefined, item: Item<T>): boolean {
    const same = old !== undefined && old.uid === item.uid && sameJson(old.value, item.value);
    into.set(item.key, { uid: item.uid, version: item.version, value: same ? old.value : item.value });
    return !same;
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
      const before = held;
      const next = new Map<string, Held<T>>();
      const others: Item<T>[] = [];
      for (const item of items) if (hold(next, before.get(item.key), item)) others.push(item);
      held = next;
      for (const item of others) changed(item.key, item.value, before.get(item.key)?.value);
      for (const [key, old] of before) if (!next.has(key)) changed(key, undefined, old.value);
    },
    clear() {
      this.replace([]);
    },
  };
}
