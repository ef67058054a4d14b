/** Lays three lists beside one another: items that all three have divide them into runs. */

import { diffArrays } from 'diff';
import { textOf } from './same-value.ts';

export interface Run {
  /** Where it begins in `mine`. */
  readonly at: number;
  readonly base: readonly unknown[];
  readonly theirs: readonly unknown[];
  readonly mine: readonly unknown[];
}

export function alignItems(
  base: readonly unknown[],
  theirs: readonly unknown[],
  mine: readonly unknown[],
): readonly Run[] {
  const inTheirs = matches(base, theirs);
  const inMine = matches(base, mine);
  const runs: Run[] = [];
  let [fromBase, fromTheirs, fromMine] = [0, 0, 0];
  const runTo = (toBase: number, toTheirs: number, toMine: number) => {
    const run = {
      at: fromMine,
      base: base.slice(fromBase, toBase),
      theirs: theirs.slice(fromTheirs, toTheirs),
      mine: mine.slice(fromMine, toMine),
    };
    if (run.base.length + run.theirs.length + run.mine.length > 0) runs.push(run);
    [fromBase, fromTheirs, fromMine] = [toBase, toTheirs, toMine];
  };
  for (const at of base.keys()) {
    const [there, here] = [inTheirs.get(at), inMine.get(at)];
    if (there === undefined || here === undefined) continue;
    runTo(at, there, here);
    runTo(at + 1, there + 1, here + 1);
  }
  runTo(base.length, theirs.length, mine.length);
  return runs;
}

/** For items of `base` that stand in the other list too: where. */
function matches(base: readonly unknown[], other: readonly unknown[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  let [atBase, atOther] = [0, 0];
  for (const { value, added, removed } of diffArrays(base.map(textOf), other.map(textOf))) {
    if (!added && !removed) for (const at of value.keys()) found.set(atBase + at, atOther + at);
    if (!added) atBase += value.length;
    if (!removed) atOther += value.length;
  }
  return found;
}
