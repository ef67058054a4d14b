/** Text of strangers on a terminal: whatever could move the cursor, colour, reorder or hide is written out. */

/** Control characters, marks that are not seen, marks of direction, halves of pairs, and the hidden text of plane 14. */
const UNSEEN = /\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|[\u{fff0}-\u{ffff}]|[\u{e0000}-\u{e0fff}]/gu;

/** `\u001b` for an escape; what comes out is on one line. */
export function visible(text: string): string {
  return text.replace(UNSEEN, escaped);
}

/** JSON stays the same value: only its writing changes. */
export function visibleJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, undefined, indent).replace(UNSEEN, (mark) => (mark === '\n' ? mark : escaped(mark)));
}

function escaped(mark: string): string {
  const units = [...Array(mark.length).keys()].map((at) => mark.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
