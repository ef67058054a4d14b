/** Lines and columns of a text, by offset. */

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line ends, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  if (at < 0) return text.length;
  return at > offset && text[at - 1] === '\r' ? at - 1 : at;
}

/** Where the next line starts; the end of the text on the last one. */
export function nextLine(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Whether nothing but blanks stands before it on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, offset), offset));
}

const COMMENT_LINE = /^([ \t]*)#/;

/** Column of the comment that a line consists of; undefined for any other line. */
function commentColumn(text: string, start: number): number | undefined {
  return COMMENT_LINE.exec(text.slice(start, lineEnd(text, start)))?.[1]?.length;
}

/** Start of the comment lines that stand directly above a line and begin where it begins. */
export function commentsAbove(text: string, start: number, column: number): number {
  let above = start;
  while (above > 0) {
    const previous = lineStart(text, above - 1);
    if (commentColumn(text, previous) !== column) break;
    above = previous;
  }
  return above;
}

/** End of the comment lines that follow directly and stand further in than `column`. */
export function commentsInside(text: string, end: number, column: number): number {
  let last = end;
  for (;;) {
    const next = nextLine(text, last);
    if (next >= text.length) return last;
    const own = commentColumn(text, next);
    if (own === undefined || own <= column) return last;
    last = lineEnd(text, next);
  }
}
