/** What a fix would change, as the screens say it: pairs of workloads it would remove and add. */

import { type Impact, impactWords } from '#findings';
import { amount } from '#ui';

export interface ImpactInWords {
  /** `−7`, `+2 −1`, `0`; real minus signs. */
  readonly short: string;
  readonly long: string;
  readonly tone: 'removes' | 'adds' | 'none';
}

export function impactInWords(impact: Impact): ImpactInWords {
  const { removed, added, dnsCut } = impact;
  const short =
    [added > 0 && `+${amount(added)}`, removed > 0 && `−${amount(removed)}`].filter(Boolean).join(' ') || '0';
  const tone = removed > 0 || dnsCut > 0 ? 'removes' : added > 0 ? 'adds' : 'none';
  return { short, long: impactWords(impact), tone };
}
