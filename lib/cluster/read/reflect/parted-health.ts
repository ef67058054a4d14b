/** What is said of a kind that several reflectors read, each a part of it. */

import type { KindState } from '#stream';
import type { ReflectorHealth } from './reflector-options.ts';

/** What is said of several is what is said of the worst. */
const WORST_FIRST: readonly KindState[] = ['reconnecting', 'connecting', 'polling', 'live', 'absent', 'forbidden'];

/** Parts that may not be read count for nothing, unless all are such; what is known is as old as its oldest part. */
export function healthOfParts(own: ReflectorHealth, others: readonly ReflectorHealth[]): ReflectorHealth {
  const all = [own, ...others];
  const known = all.filter(({ state }) => state !== 'forbidden');
  const [worst] = known.toSorted((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state));
  if (others.length === 0 || !worst) return own;
  const understood = known.flatMap(({ understoodAt }) => (understoodAt === null ? [] : [understoodAt]));
  return {
    ...own,
    state: worst.state,
    error: worst.error,
    understoodAt: understood.length === 0 ? null : Math.min(...understood),
    settled: all.every(({ settled }) => settled),
    listed: known.every(({ listed }) => listed),
  };
}
