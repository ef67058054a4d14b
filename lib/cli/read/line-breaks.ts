/** Offsets in a text to the numbers of its lines, from 1. */

export class LineBreaks {
  readonly #text: string;
  #breaks: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  lineOf(offset: number): number {
    this.#breaks ??= breaksIn(this.#text);
    let [low, high] = [0, this.#breaks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#breaks[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  }
}

function breaksIn(text: string): number[] {
  const breaks: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks.push(at);
  return breaks;
}
