/**
 * ConnectionSet: protocols and port ranges, as a set. Ranges are inclusive, sorted, apart (neither overlapping nor
 * touching) and within 1 to 65535; a protocol without ports is absent.
 */

import type { Protocol } from '../model/objects.ts';
import { PROTOCOLS } from '../model/objects.ts';
import { intersectRuns, type Runs, subtractRuns, unionRuns } from './runs.ts';

export type PortRange = readonly [first: number, last: number];
export type ConnectionSet = Readonly<Partial<Record<Protocol, readonly PortRange[]>>>;

const ALL_PORTS: readonly PortRange[] = [[1, 65535]];

/** Every port of TCP, UDP and SCTP: the protocols that network policy governs (rule 10). */
export const everything: ConnectionSet = { TCP: ALL_PORTS, UDP: ALL_PORTS, SCTP: ALL_PORTS };
export const nothing: ConnectionSet = {};

function toRuns(ranges: readonly PortRange[] | undefined): number[] {
  return (ranges ?? []).flatMap(([first, last]) => [first, last + 1]);
}

function toRanges(runs: Runs): PortRange[] {
  const ranges: PortRange[] = [];
  for (let i = 0; i < runs.length; i += 2) ranges.push([runs[i] as number, (runs[i + 1] as number) - 1]);
  return ranges;
}

function each(a: ConnectionSet, b: ConnectionSet, operation: (a: Runs, b: Runs) => number[]): ConnectionSet {
  const result: Partial<Record<Protocol, readonly PortRange[]>> = {};
  for (const protocol of PROTOCOLS) {
    const ranges = toRanges(operation(toRuns(a[protocol]), toRuns(b[protocol])));
    if (ranges.length > 0) result[protocol] = ranges;
  }
  return result;
}

export const union = (a: ConnectionSet, b: ConnectionSet): ConnectionSet => each(a, b, unionRuns);
export const intersect = (a: ConnectionSet, b: ConnectionSet): ConnectionSet => each(a, b, intersectRuns);
/** What is in `a` and not in `b`. */
export const subtract = (a: ConnectionSet, b: ConnectionSet): ConnectionSet => each(a, b, subtractRuns);

export function isEmpty(set: ConnectionSet): boolean {
  return PROTOCOLS.every((protocol) => (set[protocol] ?? []).length === 0);
}

export function equal(a: ConnectionSet, b: ConnectionSet): boolean {
  return PROTOCOLS.every((protocol) => {
    const left = a[protocol] ?? [];
    const right = b[protocol] ?? [];
    return (
      left.length === right.length &&
      left.every((range, at) => range[0] === right[at]?.[0] && range[1] === right[at]?.[1])
    );
  });
}

export function isEverything(set: ConnectionSet): boolean {
  return equal(set, everything);
}

function describeRange([first, last]: PortRange): string {
  return first === last ? `${first}` : `${first}-${last}`;
}

/**
 * A short label: `any port`, `no port`, `TCP 80,8080-8090`, `any UDP`; what would be longer than three parts is counted:
 * `7 ports` (single ports only) or `4 port ranges`.
 */
export function describe(set: ConnectionSet): string {
  if (isEverything(set)) return 'any port';
  const present = PROTOCOLS.filter((protocol) => (set[protocol] ?? []).length > 0);
  const ranges = present.flatMap((protocol) => set[protocol] ?? []);
  if (ranges.length === 0) return 'no port';
  if (ranges.length > 3) {
    return ranges.every(([first, last]) => first === last) ? `${ranges.length} ports` : `${ranges.length} port ranges`;
  }
  const parts = present.map((protocol) => {
    const own = set[protocol] ?? [];
    if (own.length === 1 && own[0]?.[0] === 1 && own[0][1] === 65535) return `any ${protocol}`;
    return `${protocol} ${own.map(describeRange).join(',')}`;
  });
  return parts.join(', ');
}
