/** What a cure costs, as the screens say it: pairs of workloads it would remove and add. */

import type { Price } from '#draft';
import { amount } from '#ui';

export interface PriceWords {
  /** `−7`, `+2 −1`, `0`; real minus signs. */
  readonly short: string;
  readonly long: string;
  readonly tone: 'removes' | 'adds' | 'none';
}

export function priceWords({ removed, added, changed }: Price): PriceWords {
  const short =
    [added > 0 && `+${amount(added)}`, removed > 0 && `−${amount(removed)}`].filter(Boolean).join(' ') || '0';
  const parts = [
    removed > 0 && `removes ${pairs(removed)}`,
    added > 0 && `adds ${pairs(added)}`,
    changed > 0 && `changes the ports of ${amount(changed)}`,
  ].filter(Boolean);
  const tone = removed > 0 ? 'removes' : added > 0 ? 'adds' : 'none';
  return { short, long: parts.length > 0 ? parts.join(', ') : 'changes no pair today', tone };
}

function pairs(number: number): string {
  return `${amount(number)} ${number === 1 ? 'pair' : 'pairs'}`;
}
