/** Small whole numbers in place of texts and tuples: equal things get equal numbers, without building keys of text. */

const SHIFT = 2 ** 25;

export class Interner {
  #texts = new Map<string, number>();
  #pairs = new Map<number, number>();
  #next = 1;

  text(text: string): number {
    let id = this.#texts.get(text);
    if (id === undefined) {
      id = this.#next++;
      this.#texts.set(text, id);
    }
    return id;
  }

  pair(a: number, b: number): number {
    const key = a * SHIFT + b;
    let id = this.#pairs.get(key);
    if (id === undefined) {
      id = this.#next++;
      this.#pairs.set(key, id);
    }
    return id;
  }
}
