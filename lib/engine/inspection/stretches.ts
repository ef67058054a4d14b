/**
 * Stretches of a line that each belong to someone: which of those that begin at or before a point reaches farthest. A tree
 * of the farthest ends over the stretches in the order of their starts; owners can be hidden and shown again.
 */

export interface Stretch<Owner> {
  readonly first: number;
  /** Inclusive. */
  readonly last: number;
  readonly owner: Owner;
}

/** Reaches nowhere. */
const HIDDEN = -1;

export class Stretches<Owner> {
  readonly #sorted: readonly Stretch<Owner>[];
  readonly #leaves: number;
  /** The farthest end below each node; the leaves stand last, in the order of `#sorted`. */
  readonly #farthest: Float64Array;
  readonly #placesOf = new Map<Owner, number[]>();

  constructor(stretches: readonly Stretch<Owner>[]) {
    this.#sorted = [...stretches].sort((a, b) => a.first - b.first);
    let leaves = 1;
    while (leaves < this.#sorted.length) leaves *= 2;
    this.#leaves = leaves;
    this.#farthest = new Float64Array(2 * leaves).fill(HIDDEN);
    this.#sorted.forEach(({ last, owner }, at) => {
      this.#farthest[leaves + at] = last;
      const places = this.#placesOf.get(owner);
      if (places) places.push(at);
      else this.#placesOf.set(owner, [at]);
    });
    for (let node = leaves - 1; node > 0; node--) this.#gather(node);
  }

  setHidden(owner: Owner, isHidden: boolean): void {
    for (const at of this.#placesOf.get(owner) ?? []) {
      let node = this.#leaves + at;
      this.#farthest[node] = isHidden ? HIDDEN : (this.#sorted[at]?.last ?? HIDDEN);
      for (node >>= 1; node > 0; node >>= 1) this.#gather(node);
    }
  }

  /** Of those that begin at or before a point, the one with the farthest end; the earliest of equals. */
  farthestFrom(point: number): Stretch<Owner> | undefined {
    const end = this.#countFrom(point);
    let best = -1;
    let reach = HIDDEN;
    // The nodes that together span the first `end` leaves, from left to right.
    let node = 1;
    let width = this.#leaves;
    let from = 0;
    while (from < end) {
      if (from + width <= end) {
        if ((this.#farthest[node] ?? HIDDEN) > reach) [best, reach] = [node, this.#farthest[node] ?? HIDDEN];
        from += width;
        node += 1;
      } else {
        node *= 2;
        width /= 2;
      }
    }
    if (best < 0) return undefined;
    while (best < this.#leaves) best = this.#farthest[2 * best] === reach ? 2 * best : 2 * best + 1;
    return this.#sorted[best - this.#leaves];
  }

  /** Owners of the stretches that hold all from `first` to `last`. */
  holding(first: number, last: number): Set<Owner> {
    const owners = new Set<Owner>();
    const end = this.#countFrom(first);
    const stack: (readonly [node: number, from: number, width: number])[] = [[1, 0, this.#leaves]];
    for (let next = stack.pop(); next; next = stack.pop()) {
      const [node, from, width] = next;
      if (from >= end || (this.#farthest[node] ?? HIDDEN) < last) continue;
      const stretch = node >= this.#leaves ? this.#sorted[node - this.#leaves] : undefined;
      if (stretch) owners.add(stretch.owner);
      else if (node < this.#leaves) {
        stack.push([2 * node + 1, from + width / 2, width / 2], [2 * node, from, width / 2]);
      }
    }
    return owners;
  }

  /** How many begin at or before a point. */
  #countFrom(point: number): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle]?.first ?? 0) <= point) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #gather(node: number): void {
    this.#farthest[node] = Math.max(this.#farthest[2 * node] ?? HIDDEN, this.#farthest[2 * node + 1] ?? HIDDEN);
  }
}
