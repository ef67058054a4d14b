/**
 * Which ipBlocks cover an address. The line of addresses is cut at every bound of every block; a stretch between two cuts
 * lies in the same blocks throughout, so an address costs one binary search.
 */

import type { Position } from './address.ts';
import type { AddressSet } from './address-set.ts';

export interface NamedBlock {
  /** Equal texts are the same block. */
  readonly text: string;
  readonly block: AddressSet;
}

export class BlockIndex {
  readonly blocks: readonly NamedBlock[];
  readonly #cuts: readonly Position[];
  /** The cuts among IPv4 addresses, as plain numbers. */
  readonly #cutsIPv4: Float64Array;
  /** Blocks (by number) that cover the stretch from each cut to the next. */
  readonly #covers: readonly (readonly number[])[];

  constructor(blocks: readonly NamedBlock[]) {
    this.blocks = blocks;
    const cuts = new Set<Position>();
    for (const { block } of blocks) for (const [first, last] of block) cuts.add(first).add(last + 1n);
    this.#cuts = [...cuts].sort((a, b) => (a < b ? -1 : 1));
    this.#cutsIPv4 = Float64Array.from(this.#cuts.filter((cut) => cut <= IPV4_END).map(Number));
    const at = new Map(this.#cuts.map((cut, index) => [cut, index]));
    const covers: number[][] = this.#cuts.map(() => []);
    blocks.forEach(({ block }, number) => {
      for (const [first, last] of block) {
        const end = at.get(last + 1n) ?? 0;
        for (let stretch = at.get(first) ?? 0; stretch < end; stretch++) covers[stretch]?.push(number);
      }
    });
    this.#covers = covers;
  }

  /** The same for an IPv4 address as a plain number: most pods have just that. */
  coveringIPv4(address: number): readonly number[] {
    let low = 0;
    let high = this.#cutsIPv4.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#cutsIPv4[middle] as number) <= address) low = middle + 1;
      else high = middle;
    }
    return this.#covers[low - 1] ?? NONE;
  }

  /** Numbers of the blocks that cover an address; the same list for addresses that no block tells apart. */
  covering(position: Position): readonly number[] {
    let low = 0;
    let high = this.#cuts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#cuts[middle] as Position) <= position) low = middle + 1;
      else high = middle;
    }
    return this.#covers[low - 1] ?? NONE;
  }
}

/** One past the last IPv4 address. */
const IPV4_END = 1n << 32n;
const NONE: readonly number[] = [];
