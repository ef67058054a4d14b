/** A text of several YAML documents in parts, as kubectl splits it: a fault then spoils its own document only. */

export interface DocumentText {
  readonly text: string;
  /** Lines of the file before it. */
  readonly line: number;
}

/** At `---` at the beginning of a line; a text with directives or `...` is left whole. */
export function splitDocuments(text: string): readonly DocumentText[] {
  if (/^(%|\.\.\.\s*$)/m.test(text)) return [{ text, line: 0 }];
  const parts: DocumentText[] = [];
  let start = 0;
  let line = 0;
  for (const { index } of text.matchAll(/^---(?=[ \t\r\n]|$)/gm)) {
    if (index === start) continue;
    const part = text.slice(start, index);
    parts.push({ text: part, line });
    for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) line++;
    start = index;
  }
  return [...parts, { text: text.slice(start), line }];
}
