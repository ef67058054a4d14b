/**
 * The addresses of all pods in order, to tell which classes a new block covers. A block that a draft has just named
 * needs no new classes as long as it holds all pods of a class or none.
 */

import type { Pod } from '../model/objects.ts';
import { familyOf, type Position } from '../sets/address.ts';
import type { AddressSet } from '../sets/address-set.ts';
import { addressesOf } from './pod-classes.ts';

export class PodAddresses {
  /** IPv4 addresses in order, as plain numbers, and the number of the pod that has each. */
  readonly #ipv4: Float64Array;
  readonly #ipv4Pods: Int32Array;
  readonly #ipv6: readonly { readonly position: Position; readonly pod: number }[];
  /** All pods that have addresses have them in one family, the same for all. */
  readonly uniform: boolean;

  /** `counts` says whether a block may cover a pod at all (rule 20). */
  constructor(pods: readonly Pod[], counts: (pod: Pod) => boolean) {
    const ipv4: { value: number; pod: number }[] = [];
    const ipv6: { position: Position; pod: number }[] = [];
    let families = 0;
    pods.forEach((pod, number) => {
      for (const position of addressesOf(pod)) {
        const family = familyOf(position);
        families |= family;
        if (!counts(pod)) continue;
        if (family === 4) ipv4.push({ value: Number(position), pod: number });
        else ipv6.push({ position, pod: number });
      }
    });
    ipv4.sort((a, b) => a.value - b.value);
    this.#ipv4 = Float64Array.from(ipv4, ({ value }) => value);
    this.#ipv4Pods = Int32Array.from(ipv4, ({ pod }) => pod);
    this.#ipv6 = ipv6.sort((a, b) => (a.position < b.position ? -1 : 1));
    this.uniform = families !== (4 | 6);
  }

  /** Numbers of the pods with an address in a block. */
  inside(block: AddressSet): Set<number> {
    const pods = new Set<number>();
    for (const [first, last] of block) {
      if (familyOf(first) === 4) {
        const end = Number(last);
        for (
          let at = this.#firstIPv4(Number(first));
          at < this.#ipv4.length && (this.#ipv4[at] as number) <= end;
          at++
        ) {
          pods.add(this.#ipv4Pods[at] as number);
        }
      } else {
        for (const { position, pod } of this.#ipv6) if (first <= position && position <= last) pods.add(pod);
      }
    }
    return pods;
  }

  #firstIPv4(value: number): number {
    let low = 0;
    let high = this.#ipv4.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ipv4[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
