/** The letters at the end of made names: from a hash of what they are made for, so that a seed gives the same names. */

/** Without vowels and look-alikes, as Kubernetes picks them. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** A hash of any JSON value; the order of fields does not matter. */
export function hashOf(value: unknown): number {
  const text = JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/** `length` letters; spread so that neighbouring numbers look unlike. */
export function lettersOf(number: number, length: number): string {
  let state = number >>> 0;
  let letters = '';
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    letters += LETTERS[(state >>> 8) % LETTERS.length];
  }
  return letters;
}
