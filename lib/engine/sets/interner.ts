/** Small whole numbers in place of texts and tuples: equal things get equal numbers, without building keys of text. */

export class Interner {
  #texts = new Map<string, number>();
  /** Open addressing: first number, second number and the number given, three by three; 0 = free. */
  #pairs = new Int32Array(3 * 64);
  #mask = 63;
  #count = 0;
  #next = 1;

  text(text: string): number {
    let id = this.#texts.get(text);
    if (id === undefined) {
      id = this.#next++;
      this.#texts.set(text, id);
    }
    return id;
  }

  /** For whole numbers below 2^31. */
  pair(a: number, b: number): number {
    const pairs = this.#pairs;
    let place = placeOf(a, b) & this.#mask;
    for (;;) {
      const id = pairs[3 * place + 2] as number;
      if (id === 0) break;
      if (pairs[3 * place] === a && pairs[3 * place + 1] === b) return id;
      place = (place + 1) & this.#mask;
    }
    const id = this.#next++;
    this.#put(place, a, b, id);
    if (++this.#count * 2 > this.#mask) this.#grow();
    return id;
  }

  #put(place: number, a: number, b: number, id: number): void {
    this.#pairs[3 * place] = a;
    this.#pairs[3 * place + 1] = b;
    this.#pairs[3 * place + 2] = id;
  }

  #grow(): void {
    const old = this.#pairs;
    this.#mask = 2 * this.#mask + 1;
    this.#pairs = new Int32Array(3 * (this.#mask + 1));
    for (let at = 0; at < old.length; at += 3) {
      if (old[at + 2] === 0) continue;
      const [a, b] = [old[at] as number, old[at + 1] as number];
      let place = placeOf(a, b) & this.#mask;
      while (this.#pairs[3 * place + 2] !== 0) place = (place + 1) & this.#mask;
      this.#put(place, a, b, old[at + 2] as number);
    }
  }
}

function placeOf(a: number, b: number): number {
  const mixed = Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
