/** Which known word was probably meant by one that is not known. */

/**
 * The known word that takes the fewest single edits, or the only one that begins so; undefined where none is near.
 * @param {string} word
 * @param {readonly string[]} known
 * @returns {string | undefined}
 */
export function nearest(word, known) {
  const furthest = Math.min(2, Math.floor(word.length / 2));
  const ranked = known.map((name) => ({ name, edits: editsBetween(word, name) })).sort((a, b) => a.edits - b.edits);
  const [best] = ranked;
  if (best && best.edits <= furthest) return best.name;
  const longer = known.filter((name) => word.length > 2 && name.startsWith(word));
  return longer.length === 1 ? longer[0] : undefined;
}

/**
 * Inserted, left out, replaced, or two neighbours swapped: each counts one (optimal string alignment).
 * @param {string} from
 * @param {string} to
 */
export function editsBetween(from, to) {
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i++) {
    const [above, aboveThat] = [row, before];
    row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (above[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced);
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (isSwap) least = Math.min(least, (aboveThat[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = above;
  }
  return row[to.length] ?? 0;
}
