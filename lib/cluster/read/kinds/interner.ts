/** Keeps one copy of equal small values: a thousand pods of one deployment share their labels and ports. */

import { frozen } from './frozen.ts';

export type Intern = <T extends object>(value: T) => T;

/**
 * So many values are remembered at least, and twice as many at most. What is not asked for any more is forgotten, so
 * that labels which change all the time fill no memory; siblings come one after another and find each other all the same.
 */
const REMEMBERED = 4_000;

export function interner(): Intern {
  let recent = new Map<string, object>();
  let older = new Map<string, object>();
  return <T extends object>(value: T): T => {
    const key = JSON.stringify(value);
    const known = recent.get(key);
    if (known) return known as T;
    const kept = older.get(key) ?? frozen(value);
    if (recent.size >= REMEMBERED) {
      older = recent;
      recent = new Map();
    }
    recent.set(key, kept);
    return kept as T;
  };
}
