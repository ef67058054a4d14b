/** AddressSet: sorted ranges of addresses that neither overlap nor touch; what an ipBlock covers. */

import type { AddressRange, Position } from './address.ts';

export type AddressSet = readonly AddressRange[];

export function addressSet(ranges: readonly AddressRange[]): AddressSet {
  const sorted = [...ranges].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  const out: [Position, Position][] = [];
  for (const [first, last] of sorted) {
    const previous = out[out.length - 1];
    if (!previous || first > previous[1] + 1n) out.push([first, last]);
    else if (last > previous[1]) previous[1] = last;
  }
  return out;
}

/** A block less its exceptions. */
export function subtractAddresses(from: AddressSet, exceptions: AddressSet): AddressSet {
  const out: AddressRange[] = [];
  for (const [first, last] of from) {
    let start = first;
    for (const [low, high] of exceptions) {
      if (high < start || low > last) continue;
      if (low > start) out.push([start, low - 1n]);
      start = high + 1n;
    }
    if (start <= last) out.push([start, last]);
  }
  return out;
}

export function hasAddress(set: AddressSet, position: Position): boolean {
  return set.some(([first, last]) => first <= position && position <= last);
}

export function addressCount(set: AddressSet): bigint {
  return set.reduce((count, [first, last]) => count + last - first + 1n, 0n);
}
