/**
 * ConnectionSet: protocols and port ranges, as a set. Ranges are inclusive, sorted, apart (neither overlapping nor
 * touching) and within 1 to 65535; a protocol without ports is absent.
 */

import type { Protocol } from './objects.ts';

export type PortRange = readonly [first: number, last: number];
export type ConnectionSet = Readonly<Partial<Record<Protocol, readonly PortRange[]>>>;
