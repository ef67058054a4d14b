/**
 * Remembers the result of an operation on two numbered things. Each pair has one place, which a newer pair may take: so
 * endless drafts cannot fill the memory, and what is asked again and again stays.
 */
export class PairMemo {
  /** First number, second number and result of each place; a first number of -1 = free. */
  #places: Int32Array;
  #shift: number;

  constructor() {
    this.#places = new Int32Array(3 * 2 ** SMALLEST).fill(-1);
    this.#shift = 32 - SMALLEST;
  }

  /** The number remembered for a pair, or -1. */
  get(a: number, b: number): number {
    const at = this.#placeOf(a, b);
    const places = this.#places;
    return places[at] === a && places[at + 1] === b ? (places[at + 2] as number) : -1;
  }

  set(a: number, b: number, result: number): void {
    const at = this.#placeOf(a, b);
    this.#places[at] = a;
    this.#places[at + 1] = b;
    this.#places[at + 2] = result;
  }

  /** Makes room for so many pairs, within bounds; forgets what was remembered when it does. */
  reserve(pairs: number): void {
    if (pairs <= 2 ** (32 - this.#shift) || this.#shift === 32 - LARGEST) return;
    const bits = Math.min(LARGEST, Math.ceil(Math.log2(pairs)) + 1);
    this.#places = new Int32Array(3 * 2 ** bits).fill(-1);
    this.#shift = 32 - bits;
  }

  #placeOf(a: number, b: number): number {
    return 3 * (Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b) >>> this.#shift);
  }
}

/** Powers of two. */
const SMALLEST = 8;
const LARGEST = 15;
