/**
 * Looks for remarks once the map has its answer, since nobody waits for them; then works out what each cure would
 * change, one at a time, so that a key typed meanwhile is read between two of them.
 */

import { type Price, type Remark, remarksOn } from '#draft';
import type { Engine } from '#engine';
import { type ClusterSnapshot, VERDICT_KINDS } from '#stream';
import type { FromAnalyst } from './state/analyst-messages.ts';
import { unreadableNamespaces } from './unreadable.ts';

/** Does it after so many milliseconds; the answer takes it back. */
export type Later = (milliseconds: number, act: () => void) => () => void;

export interface Remarker {
  /** Of a snapshot that came: remarks on the newest follow after a moment. */
  look(engine: Engine, snapshot: ClusterSnapshot): void;
}

/** In a storm of changes remarks come once a rest, not once a change. */
const REST_MS = 250;
/** The most harmful are priced; of the rest the draft itself tells the effect. */
const MOST_PRICED = 60;
const PRICES_AT_ONCE = 6;
/** Remarks rest on all of these. */

export function createRemarker(
  answer: (message: FromAnalyst) => void,
  sayFault: (error: unknown) => void,
  later: Later,
): Remarker {
  let newest: { engine: Engine; snapshot: ClusterSnapshot } | undefined;
  let isWaiting = false;
  let stopPricing = () => {};

  const guarded = (act: () => void) => () => {
    try {
      act();
    } catch (error) {
      sayFault(error);
    }
  };
  const lookNow = guarded(() => {
    isWaiting = false;
    if (!newest) return;
    const { engine, snapshot } = newest;
    const remarks = remarksOn(engine, snapshot.services, unreadableNamespaces({ snapshot }).length > 0);
    answer({ type: 'remarks', revision: snapshot.revision, remarks });
    price(engine, snapshot.revision, remarks.filter(({ cure }) => cure).slice(0, MOST_PRICED));
  });
  const price = (engine: Engine, revision: number, remarks: readonly Remark[]) => {
    const prices: Record<string, Price> = {};
    const [next, rest] = [remarks.slice(0, PRICES_AT_ONCE), remarks.slice(PRICES_AT_ONCE)];
    const one = (at: number): void => {
      const remark = next[at];
      if (remark?.cure) {
        prices[remark.key] = priceOf(engine, remark.cure.policy);
        stopPricing = later(
          0,
          guarded(() => one(at + 1)),
        );
      } else {
        if (at > 0) answer({ type: 'prices', revision, prices });
        if (rest.length > 0) price(engine, revision, rest);
      }
    };
    one(0);
  };
  return {
    look(engine, snapshot) {
      // Of a part nothing can be said: what seems to be missing may only not be read yet.
      if (snapshot.incomplete?.some((kind) => VERDICT_KINDS.includes(kind))) return;
      const isKnown = newest?.engine === engine;
      newest = { engine, snapshot };
      if (isKnown) return;
      stopPricing();
      if (isWaiting) return;
      isWaiting = true;
      later(REST_MS, lookNow);
    },
  };
}

function priceOf(engine: Engine, policy: Parameters<Engine['outline']>[0]): Price {
  const { removed, added, changed } = engine.diff([{ action: 'put', policy }]);
  return { removed: removed.length, added: added.length, changed: changed.length };
}
