/** What was seen and not read, without being wrong: told once a kind, however much of it there is. */

import type { Problem } from '../problem.ts';

export interface PassedOver {
  readonly file: string;
  readonly line: number;
  /** A sentence, the same for all of a kind. */
  readonly because: string;
}

/** At the place of the first of each kind. */
export function summarise(passed: readonly PassedOver[]): readonly Problem[] {
  const counts = new Map<string, number>();
  for (const { because } of passed) counts.set(because, (counts.get(because) ?? 0) + 1);
  const firsts = passed.filter(({ because }, at) => passed.findIndex((one) => one.because === because) === at);
  return firsts.map(({ file, line, because }): Problem => {
    const more = (counts.get(because) ?? 1) - 1;
    return { severity: 'warning', file, line, message: more === 0 ? because : `${because} (and ${more} more like it)` };
  });
}
