/**
 * Of which namespaces rights are asked about in each round: every new one at once, and of those known a few, in turn.
 * A right that was taken away is noticed where it is used; of one newly given in a namespace that is not read, nothing
 * else tells. When an answer differs from the one before, all are asked again: rights often change together.
 */

import type { NamespaceRights, Rights } from './namespace-rights.ts';

/** New ones in one round; the others wait for the next. */
const MOST_NEW = 50;
/** Known ones in one round: the most that one restricted user costs a quiet cluster a minute, for ever. */
const MOST_AGAIN = 8;
/** An answer counts for so long, whatever else starts a round. */
const FRESH_MS = 50_000;

export interface RightsRounds {
  /** The namespaces to ask about now. */
  due(namespaces: readonly string[], at: number): readonly string[];
  /** All that is known with these answers. One that was not answered is as it was. */
  take(found: Rights, at: number): Rights;
}

interface Known {
  readonly rights: NamespaceRights;
  readonly askedAt: number;
}

export function rightsRounds(): RightsRounds {
  const known = new Map<string, Known>();
  /** Answers from before this are in doubt, for a later one said something else than was known. */
  let doubtedBefore = Number.NEGATIVE_INFINITY;
  return {
    due(namespaces, at) {
      const there = new Set(namespaces);
      for (const name of [...known.keys()]) if (!there.has(name)) known.delete(name);
      const fresh = namespaces.filter((name) => !known.has(name)).slice(0, MOST_NEW);
      const old = [...known].toSorted(([, a], [, b]) => a.askedAt - b.askedAt);
      const doubted = old.filter(([, { askedAt }]) => askedAt < doubtedBefore).slice(0, MOST_NEW);
      const inTurn = old.filter(([, { askedAt }]) => at - askedAt >= FRESH_MS).slice(0, MOST_AGAIN);
      return [...new Set([...fresh, ...[...doubted, ...inTurn].map(([name]) => name)])];
    },
    take(found, at) {
      for (const [name, rights] of found) {
        const before = known.get(name);
        if (before && !isSame(before.rights, rights)) doubtedBefore = at;
        known.set(name, { rights, askedAt: at });
      }
      return new Map([...known].map(([name, { rights }]) => [name, rights]));
    },
  };
}

function isSame(a: NamespaceRights, b: NamespaceRights): boolean {
  const isSameList = a.listable.size === b.listable.size && [...a.listable].every((plural) => b.listable.has(plural));
  return a.mayApply === b.mayApply && isSameList;
}
