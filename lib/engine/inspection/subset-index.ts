/** Sets of words, found by what they are a subset of: each lies under its rarest word alone. */

import { groupBy } from '../sets/group-by.ts';

export class SubsetIndex<Owner> {
  readonly #empty: Owner[] = [];
  readonly #byRarest: ReadonlyMap<string, readonly (readonly [words: readonly string[], owner: Owner])[]>;

  constructor(sets: readonly (readonly [words: readonly string[], owner: Owner])[]) {
    const uses = new Map<string, number>();
    for (const [words] of sets) for (const word of words) uses.set(word, (uses.get(word) ?? 0) + 1);
    const usesOf = (word: string) => uses.get(word) ?? 0;
    const rarest = ([first = '', ...rest]: readonly string[]) =>
      rest.reduce((least, word) => (usesOf(word) < usesOf(least) ? word : least), first);
    for (const [words, owner] of sets) if (words.length === 0) this.#empty.push(owner);
    this.#byRarest = groupBy(
      sets.filter(([words]) => words.length > 0),
      ([words]) => rarest(words),
    );
  }

  /** Whose words are all among these. */
  within(words: readonly string[]): Owner[] {
    const known = new Set(words);
    const found = [...this.#empty];
    for (const word of known) {
      for (const [own, owner] of this.#byRarest.get(word) ?? []) {
        if (own.every((one) => known.has(one))) found.push(owner);
      }
    }
    return found;
  }
}
