/** Lines of YAML that we wrote ourselves, by their indentation. */

export interface NumberedLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

export function numbered(text: string): readonly NumberedLine[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line, at) => ({ number: at + 1, text: line }));
}

/** A line and all that belongs to it: what follows, as long as it stands deeper. */
export function blockAt(lines: readonly NumberedLine[], first: number): readonly NumberedLine[] {
  const head = lines[first - 1];
  if (!head) return [];
  const depth = depthOf(head.text);
  const rest = lines.slice(first);
  const end = rest.findIndex(({ text }) => text.trim() !== '' && depthOf(text) <= depth);
  return [head, ...(end < 0 ? rest : rest.slice(0, end))];
}

/** The line of a label below a selector; the line of the selector itself where the label does not stand. */
export function termLine(lines: readonly NumberedLine[], selector: number, key: string | undefined): number {
  if (key === undefined) return selector;
  const found = blockAt(lines, selector).find(({ text }) => {
    const bare = text.replace(/^[\s-]+/, '');
    return [`${key}:`, `"${key}":`, `key: ${key}`, `key: "${key}"`].some((start) => bare.startsWith(start));
  });
  return found?.number ?? selector;
}

const depthOf = (line: string): number => line.length - line.trimStart().length;
