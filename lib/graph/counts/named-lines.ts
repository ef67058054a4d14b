/** Lines between different namespaces by name, for finding groups. */

import type { NamedLine } from '../grouping/make-grouping.ts';
import type { PairFold } from './pair-fold.ts';

export function crossingLines({ census: { namespaces }, lines }: PairFold): NamedLine[] {
  const size = namespaces.length;
  return [...lines].flatMap(([key, { rule }]): NamedLine[] => {
    const [from, to] = [namespaces[Math.floor(key / size)], namespaces[key % size]];
    return rule === 0 || from === undefined || to === undefined || from === to ? [] : [{ from, to, pairs: rule }];
  });
}
