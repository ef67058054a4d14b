/** Which gates admit something else after some edits, and what exactly. */

import type { ClassSet } from './class-set.ts';
import type { Direction } from './objects.ts';
import { type Change, type Overlay, setOfClasses } from './overlay.ts';
import { clipTerms, type Factors, subtractTerms } from './terms.ts';

/** A change of gate with what it admits, of selectable classes, before and after. */
export interface Moved extends Change {
  readonly was: Factors;
  readonly is: Factors;
  readonly more: Factors;
  readonly less: Factors;
  /** What it admits before and after. */
  readonly both: Factors;
}

/** The gates that admit something else than before, by direction, and the classes behind them. */
export interface Movement {
  readonly changes: Readonly<Record<Direction, readonly Moved[]>>;
  readonly affected: Readonly<Record<Direction, ClassSet>>;
}

export function movementOf({ base, changes }: Overlay): Movement {
  const { pools } = base;
  // Equal lists become one object, so that what they meet is worked out once.
  const clipped = new Map<Factors, Factors>();
  const alike = new Map<string, Factors>();
  const clip = (terms: Factors): Factors => {
    let known = clipped.get(terms);
    if (!known) {
      const own = clipTerms(terms, pools.sets.selectable, pools);
      const key = own.map(({ ports, peers }) => `${ports.id}.${peers.id}`).join();
      known = alike.get(key) ?? own;
      alike.set(key, known);
      clipped.set(terms, known);
    }
    return known;
  };
  const moved = (direction: Direction): Moved[] =>
    changes[direction].flatMap((change) => {
      const was = clip(change.before.factors);
      const is = clip(change.after.factors);
      if (was === is) return [];
      const more = subtractTerms(is, was, pools);
      const less = subtractTerms(was, is, pools);
      if (more.length === 0 && less.length === 0) return [];
      return [{ ...change, was, is, more, less, both: subtractTerms(is, more, pools) }];
    });
  const both = { ingress: moved('ingress'), egress: moved('egress') };
  const behind = (direction: Direction) => {
    const lists = both[direction].map(({ after }) => after.classes);
    return setOfClasses(lists.length === 1 ? (lists[0] ?? []) : lists.flat().sort((a, b) => a - b), base);
  };
  return { changes: both, affected: { ingress: behind('ingress'), egress: behind('egress') } };
}
