/** What was seen and not read, without being wrong: told once a kind, however much of it there is. */

import type { InputProblem } from '../problem.ts';

export interface PassedOver {
  readonly file: string;
  readonly line: number;
  /** A sentence, the same for all of a kind. */
  readonly because: string;
}

/** At the place of the first of each kind. */
export function summarise(passed: readonly PassedOver[]): readonly InputProblem[] {
  const kinds = new Map<string, { readonly first: PassedOver; count: number }>();
  for (const one of passed) {
    const known = kinds.get(one.because);
    if (known) known.count++;
    else kinds.set(one.because, { first: one, count: 1 });
  }
  return Array.from(kinds.values(), ({ first: { file, line, because }, count }): InputProblem => {
    const message = count === 1 ? because : `${because} (and ${count - 1} more like it)`;
    return { severity: 'warning', file, line, message };
  });
}
