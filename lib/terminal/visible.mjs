/** Text of strangers on a terminal: whatever could move the cursor, colour, reorder or hide is written out. */

/** Control characters, marks that are not seen, marks of direction, halves of pairs, and the hidden text of plane 14. */
const UNSEEN = /\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|[\u{fff0}-\u{ffff}]|[\u{e0000}-\u{e0fff}]/gu;

/**
 * `\u001b` for an escape; what comes out is on one line.
 * @param {string} text
 * @returns {string}
 */
export function visible(text) {
  return text.replace(UNSEEN, escaped);
}

/**
 * The same for text of several lines, which stay lines. JSON stays the same value: only its writing changes.
 * @param {string} text
 * @returns {string}
 */
export function visibleLines(text) {
  return text.replace(UNSEEN, (mark) => (mark === '\n' ? mark : escaped(mark)));
}

/** @param {string} mark */
function escaped(mark) {
  const units = [...Array(mark.length).keys()].map((at) => mark.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
