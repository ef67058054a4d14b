/**
 * Ports of rules as stretches of one line, so that what ports together hold is read off it: each protocol has its part, and
 * each name its own point behind all protocols, since which number a name means is known of pods alone.
 */

import { PROTOCOLS, type Protocol } from '../model/objects.ts';
import type { PortMatcher } from '../policies/compile-policy.ts';

export type Span = readonly [first: number, last: number];

const PORTS = 65536;
const startOf = (protocol: Protocol) => PROTOCOLS.indexOf(protocol) * PORTS;
const NAMES = PROTOCOLS.length * PORTS;
/** Also holds what no protocol's ports hold, so that only all ports hold it. */
const EVERYTHING: Span = [0, NAMES - 1];

export class PortLine {
  readonly #names = new Map<string, number>();

  /** Undefined for a port that admits nothing. */
  spanOf(port: PortMatcher): Span | undefined {
    if (port.kind === 'broken') return undefined;
    if (port.kind === 'all') return EVERYTHING;
    if (port.kind === 'range') return [startOf(port.protocol) + port.first, startOf(port.protocol) + port.last];
    const name = `${port.protocol} ${port.name}`;
    const at = this.#names.get(name) ?? NAMES + this.#names.size;
    this.#names.set(name, at);
    return [at, at];
  }

  /** Spans of which one must be held whole: a name by itself, or by all numbers that it may mean. */
  wanted(port: PortMatcher): readonly Span[] {
    const span = this.spanOf(port);
    if (!span) return [];
    if (port.kind !== 'named') return [span];
    const start = startOf(port.protocol);
    return [span, [start + 1, start + PORTS - 1]];
  }
}
