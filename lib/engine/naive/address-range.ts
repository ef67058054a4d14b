/** Whether an address lies in a range written `first-last`, for tests: by comparing written-out bits as text. */

import { bits, family } from './rules.ts';

export function inRange(ip: string, range: string): boolean {
  const [first = '', last = ''] = range.split('-');
  if (family(first) !== family(ip)) return false;
  return bits(first) <= bits(ip) && bits(ip) <= bits(last);
}
