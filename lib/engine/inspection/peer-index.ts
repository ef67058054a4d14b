/** Which peers of rules admit all that another peer admits, whatever pods and namespaces there may be. */

import type { PeerMatcher } from '../policies/compile-policy.ts';
import { requirementKeys, type Selector } from '../policies/selector.ts';
import type { Position } from '../sets/address.ts';
import { type Stretch, Stretches } from './stretches.ts';
import { SubsetIndex } from './subset-index.ts';

type Addresses = Extract<PeerMatcher, { readonly kind: 'addresses' }>;

/** Equal for peers that mean the same; undefined for one that matches nothing, whatever comes. */
export function peerKey(peer: PeerMatcher): string | undefined {
  if (peer.kind === 'broken') return undefined;
  if (peer.kind === 'addresses') return `addresses ${peer.text}`;
  if (peer.pods.broken || peer.namespaces?.broken) return undefined;
  return JSON.stringify([peer.pods.key, peer.namespaces?.key]);
}

/** What labels must say for the peer; the more, the fewer pods. Undefined for one of addresses. */
function wordsOf(peer: PeerMatcher): readonly string[] | undefined {
  if (peer.kind !== 'pods') return undefined;
  const own = peer.namespaces ? namedWords('namespaces', peer.namespaces) : ['own namespace'];
  return [...own, ...namedWords('pods', peer.pods)];
}

const namedWords = (of: string, selector: Selector) => requirementKeys(selector).map((key) => `${of} ${key}`);

export class PeerIndex {
  readonly #pods: SubsetIndex<string>;
  readonly #blocks: Blocks;

  /** Of peers by their keys. */
  constructor(peers: ReadonlyMap<string, PeerMatcher>) {
    const words: [words: readonly string[], key: string][] = [];
    const blocks: [key: string, block: Addresses][] = [];
    for (const [key, peer] of peers) {
      const own = wordsOf(peer);
      if (own) words.push([own, key]);
      if (peer.kind === 'addresses') blocks.push([key, peer]);
    }
    this.#pods = new SubsetIndex(words);
    this.#blocks = new Blocks(blocks);
  }

  /** Keys of those that cover a peer, itself among them. */
  covering(peer: PeerMatcher): readonly string[] {
    if (peer.kind === 'addresses') return this.#blocks.covering(peer);
    const words = wordsOf(peer);
    return words ? this.#pods.within(words) : [];
  }
}

/** Blocks by the ranks of their bounds, since big numbers compare slowly. */
class Blocks {
  readonly #bounds: readonly Position[];
  readonly #stretches: Stretches<string>;
  readonly #ranges: ReadonlyMap<string, Int32Array>;

  constructor(blocks: readonly (readonly [key: string, peer: Addresses])[]) {
    const bounds = new Set(blocks.flatMap(([, { block }]) => block.flat()));
    this.#bounds = [...bounds].sort((a, b) => (a < b ? -1 : 1));
    const ranks = new Map(this.#bounds.map((bound, rank) => [bound, rank]));
    const rangesOf = ({ block }: Addresses) => Int32Array.from(block.flat(), (bound) => ranks.get(bound) ?? 0);
    this.#ranges = new Map(blocks.map(([key, peer]) => [key, rangesOf(peer)]));
    const stretches: Stretch<string>[] = [];
    for (const [owner, ranges] of this.#ranges) {
      for (let i = 0; i < ranges.length; i += 2) {
        stretches.push({ first: ranges[i] ?? 0, last: ranges[i + 1] ?? 0, owner });
      }
    }
    this.#stretches = new Stretches(stretches);
  }

  covering({ block }: Addresses): readonly string[] {
    if (block.length === 0) return [];
    const wanted = new Int32Array(2 * block.length);
    block.forEach(([first, last], at) => {
      const end = this.#rankFrom(last);
      // A start between two bounds lies in the ranges that begin before it.
      const start = this.#bounds[this.#rankFrom(first)] === first ? this.#rankFrom(first) : this.#rankFrom(first) - 1;
      wanted.set([start, end], 2 * at);
    });
    const held = (at: number) => this.#stretches.holding(wanted[2 * at] ?? 0, wanted[2 * at + 1] ?? 0);
    const [one, other] = [held(0), held(block.length - 1)];
    return [...(one.size < other.size ? one : other)].filter((key) => holds(this.#ranges.get(key), wanted));
  }

  /** The first bound that is not before an address. */
  #rankFrom(address: Position): number {
    let low = 0;
    let high = this.#bounds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#bounds[middle] ?? 0n) < address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function holds(wide: Int32Array | undefined, narrow: Int32Array): boolean {
  if (!wide) return false;
  for (let i = 0; i < narrow.length; i += 2) {
    let low = 0;
    let high = wide.length / 2;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((wide[2 * middle + 1] ?? 0) < (narrow[i + 1] ?? 0)) low = middle + 1;
      else high = middle;
    }
    if (low >= wide.length / 2 || (wide[2 * low] ?? 0) > (narrow[i] ?? 0)) return false;
  }
  return true;
}
