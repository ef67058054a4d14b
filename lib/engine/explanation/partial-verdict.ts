/** Which pairs of pods do not share the verdict of a question about several. */

import type { Verdict } from '../answers/reachability.ts';
import type { Pair, Party } from '../answers/side.ts';
import { podEnd } from '../model/ids.ts';
import { formatAddress } from '../sets/address.ts';
import type { PartialVerdict } from './decision.ts';

const MOST_NAMED = 3;

/** `verdicts` in the order of the pairs; undefined where all are alike. */
export function partialVerdict(pairs: readonly Pair[], verdicts: readonly Verdict[]): PartialVerdict | undefined {
  if (verdicts.every((verdict) => verdict === verdicts[0])) return undefined;
  const others = pairs.flatMap(([from, to], at) => {
    const verdict = verdicts[at] ?? 'unknown';
    return verdict === 'allowed' ? [] : [{ source: nameOf(from), destination: nameOf(to), verdict }];
  });
  return { pairs: pairs.length, allowed: pairs.length - others.length, others: others.slice(0, MOST_NAMED) };
}

function nameOf(party: Party): string {
  if (typeof party === 'bigint') return formatAddress(party);
  return podEnd(party);
}
