/** The changes that make one value another: as few places as can be, so that all other lines of a text stay. */

import { asFields, type Fields } from '../yaml/plain-value.ts';
import { type PatchOp, type Path, sameValue } from './patch-op.ts';

export function opsTowards(from: unknown, to: unknown, path: Path = []): readonly PatchOp[] {
  if (sameValue(from, to)) return [];
  if (Array.isArray(from) && Array.isArray(to) && from.length > 0 && to.length > 0) return listOps(from, to, path);
  const [old, next] = [asFields(from), asFields(to)];
  return old && next && Object.keys(next).length > 0 ? fieldOps(old, next, path) : [{ op: 'set', path, value: to }];
}

function fieldOps(from: Fields, to: Fields, path: Path): readonly PatchOp[] {
  const changed = Object.entries(to).flatMap(([key, value]): readonly PatchOp[] =>
    Object.hasOwn(from, key)
      ? opsTowards(from[key], value, [...path, key])
      : [{ op: 'set', path: [...path, key], value }],
  );
  const gone = Object.keys(from).filter((key) => !Object.hasOwn(to, key));
  // Last, so that a map is never empty on the way.
  return [...changed, ...gone.map((key): PatchOp => ({ op: 'remove', path: [...path, key] }))];
}

/** From the end, so that places before stay what they are. What stands between items that stay is changed in place. */
function listOps(from: readonly unknown[], to: readonly unknown[], path: Path): readonly PatchOp[] {
  const ops: PatchOp[] = [];
  const kept = [...commonItems(from, to), [from.length, to.length] as const];
  let [fromEnd, toEnd] = [from.length, to.length];
  for (let at = kept.length - 1; at >= 0; at--) {
    const [oldStart, newStart] = at === 0 ? [0, 0] : after(kept[at - 1]);
    const [gone, come] = [from.slice(oldStart, fromEnd), to.slice(newStart, toEnd)];
    const paired = Math.min(gone.length, come.length);
    for (let extra = gone.length - 1; extra >= paired; extra--)
      ops.push({ op: 'remove', path: [...path, oldStart + extra] });
    for (const value of come.slice(paired).toReversed())
      ops.push({ op: 'insert', path: [...path, oldStart + paired], value });
    for (let pair = paired - 1; pair >= 0; pair--)
      ops.push(...opsTowards(gone[pair], come[pair], [...path, oldStart + pair]));
    [fromEnd, toEnd] = at === 0 ? [0, 0] : (kept[at - 1] ?? [0, 0]);
  }
  return ops;
}

const after = (pair: readonly [number, number] | undefined): readonly [number, number] =>
  pair ? [pair[0] + 1, pair[1] + 1] : [0, 0];

/** Places of the items of a longest common subsequence, in order. */
function commonItems(from: readonly unknown[], to: readonly unknown[]): readonly (readonly [number, number])[] {
  const lengths = Array.from({ length: from.length + 1 }, () => new Array<number>(to.length + 1).fill(0));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = from.length - 1; i >= 0; i--) {
    for (let j = to.length - 1; j >= 0; j--) {
      const best = sameValue(from[i], to[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
      (lengths[i] as number[])[j] = best;
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let [i, j] = [0, 0]; i < from.length && j < to.length; ) {
    if (sameValue(from[i], to[j])) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
