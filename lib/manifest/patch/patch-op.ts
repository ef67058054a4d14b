/** Changes of a document by path: one list of them is applied to the plain value and to the text alike. */

import { asFields, type Fields, isPresent } from '../yaml/plain-value.ts';

export type Path = readonly (string | number)[];

export type PatchOp =
  /** Another value in the place of one; or a key that is not there yet. Maps on the way that are absent or null are made. */
  | { readonly op: 'set'; readonly path: Path; readonly value: unknown }
  /** The path ends in the place that the item then has. A list that is absent or null is made. */
  | { readonly op: 'insert'; readonly path: Path; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: Path }
  /** An item becomes two: what it holds under the key, which is `value`, is the second. */
  | { readonly op: 'part'; readonly path: Path; readonly key: string; readonly value: unknown };

/** The value with the changes, one after the other; undefined where one of them leads nowhere. */
export function applyOps(value: unknown, ops: readonly PatchOp[]): unknown {
  return ops.reduce<unknown>((now, op) => (now === undefined ? undefined : applyOp(now, op, op.path)), value);
}

function applyOp(value: unknown, op: PatchOp, [step, ...rest]: Path): unknown {
  if (step === undefined) return op.op === 'set' ? op.value : undefined;
  if (typeof step === 'number') return intoList(value, op, step, rest);
  const fields = isPresent(value) ? asFields(value) : {};
  if (!fields) return undefined;
  const known = Object.hasOwn(fields, step);
  if (rest.length === 0) {
    if (op.op === 'set') return withKey(fields, step, op.value);
    return op.op === 'remove' && known ? without(fields, step) : undefined;
  }
  const changed = applyOp(known ? fields[step] : undefined, op, rest);
  return changed === undefined ? undefined : withKey(fields, step, changed);
}

function intoList(value: unknown, op: PatchOp, at: number, rest: Path): unknown {
  const list: readonly unknown[] | undefined = Array.isArray(value) ? value : isPresent(value) ? undefined : [];
  if (!list) return undefined;
  if (rest.length === 0 && op.op === 'insert') return at <= list.length ? list.toSpliced(at, 0, op.value) : undefined;
  if (at >= list.length) return undefined;
  if (rest.length === 0 && op.op === 'remove') return list.toSpliced(at, 1);
  if (rest.length === 0 && op.op === 'part') return parted(list, at, op.key);
  const changed = applyOp(list[at], op, rest);
  return changed === undefined ? undefined : list.with(at, changed);
}

function parted(list: readonly unknown[], at: number, key: string): unknown {
  const fields = asFields(list[at]);
  if (!fields || !Object.hasOwn(fields, key)) return undefined;
  return list.toSpliced(at, 1, without(fields, key), { [key]: fields[key] });
}

function without(fields: Fields, key: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([own]) => own !== key));
}

/** By definition, so that `__proto__`, a legal key, stays a key. */
function withKey(fields: Fields, key: string, value: unknown): Fields {
  return Object.fromEntries([
    ...Object.entries(fields).map(([own, old]) => [own, own === key ? value : old] as const),
    ...(Object.hasOwn(fields, key) ? [] : [[key, value] as const]),
  ]);
}

/** Whether two values are the same, whatever the order of their keys. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, at) => sameValue(item, b[at]));
  const [one, other] = [asFields(a), asFields(b)];
  if (!one || !other) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && sameValue(one[key], other[key]))
  );
}
