/** Rows with ranges of addresses outside. Units behind the same gates have the same ranges, worked out and written once. */

import type { Compiled } from '../gates/compiled.ts';
import type { Direction } from '../model/objects.ts';
import type { PortSet } from '../sets/port-set.ts';
import { externalReach, formatRange } from './external.ts';

export interface RangeOutside {
  readonly text: string;
  readonly ports: PortSet;
  readonly partial: boolean;
}

export class ExternalRows {
  readonly #compiled: Compiled;
  readonly #known: Readonly<Record<Direction, Map<string, readonly RangeOutside[]>>> = {
    ingress: new Map(),
    egress: new Map(),
  };
  readonly #texts = new Map<string, string>();

  constructor(compiled: Compiled) {
    this.#compiled = compiled;
  }

  /** Ranges that may reach pods of these classes, or be reached by them, in the order of their addresses. */
  of(classes: readonly number[], direction: Direction): readonly RangeOutside[] {
    const { groupOf } = this.#compiled.gates[direction];
    const gates = [...new Set(classes.map((index) => groupOf(index)))];
    const key = gates.map(({ index }) => index).join();
    let ranges = this.#known[direction].get(key);
    if (!ranges) {
      ranges = externalReach(this.#compiled, gates).map(({ first, last, ports, partial }) => {
        return { text: this.#shared(formatRange(first, last)), ports, partial };
      });
      this.#known[direction].set(key, ranges);
    }
    return ranges;
  }

  /** Gates with the same ranges share their texts. */
  #shared(text: string): string {
    const known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, text);
    return known ?? text;
  }
}
