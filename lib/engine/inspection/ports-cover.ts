/** Whether the ports of rules together hold all of another port. */

import type { PortMatcher } from '../policies/compile-policy.ts';

export function portsCover(wide: readonly PortMatcher[], narrow: PortMatcher): boolean {
  if (narrow.kind === 'broken' || wide.some(({ kind }) => kind === 'all')) return true;
  if (narrow.kind === 'all') return false;
  const { protocol } = narrow;
  const isNamed = (port: PortMatcher) =>
    narrow.kind === 'named' && port.kind === 'named' && port.name === narrow.name && port.protocol === protocol;
  if (wide.some(isNamed)) return true;
  const [first, last] = narrow.kind === 'named' ? [1, 65535] : [narrow.first, narrow.last];
  const ranges = wide.flatMap((port) => (port.kind === 'range' && port.protocol === protocol ? [port] : []));
  let next = first;
  for (const range of ranges.sort((a, b) => a.first - b.first)) {
    if (range.first > next) break;
    next = Math.max(next, range.last + 1);
  }
  return next > last;
}
