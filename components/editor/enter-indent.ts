/** How far in the line that Enter opens begins. */

const INDENT = 2;

/**
 * `before` is the line up to the cursor. A list item aligns with what stands behind its dash, an open key (`from:`)
 * goes one step further in; everything else keeps its depth.
 */
export function indentAfter(before: string): string {
  const [, blanks = '', dashes = '', rest = ''] = /^([ ]*)((?:- +)*)(.*)$/.exec(before.replaceAll('\t', '  ')) ?? [];
  const text = withoutComment(rest).trimEnd();
  // A dash with nothing behind it yet: the person is about to leave the list or to go on with it.
  if (text === '' || text === '-') return blanks;
  const depth = blanks.length + dashes.length;
  return ' '.repeat(opens(text) ? depth + INDENT : depth);
}

/** A key whose value follows, or the head of a block of text. */
function opens(text: string): boolean {
  return /:$/.test(text) || /:\s+[|>][+-]?\d?$/.test(text);
}

function withoutComment(text: string): string {
  return /^#/.test(text) ? '' : text.replace(/\s#.*$/, '');
}
