/** Keeps one copy of equal small values: a thousand pods of one deployment share their labels and ports. */

import { frozen } from './frozen.ts';

export type Intern = <T extends object>(value: T) => T;

const LIMIT = 50_000;

export function interner(): Intern {
  const known = new Map<string, WeakRef<object>>();
  return <T extends object>(value: T): T => {
    const key = JSON.stringify(value);
    const held = known.get(key)?.deref();
    if (held) return held as T;
    if (known.size >= LIMIT) known.clear();
    const kept = frozen(value);
    known.set(key, new WeakRef(kept));
    return kept;
  };
}
