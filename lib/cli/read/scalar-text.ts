/** Texts of quick YAML: out of their quotes, and out of literal blocks. */

/** Thrown where the whole reader has to look. */
export const GIVEN_UP: unique symbol = Symbol('given up');

/** The lines of a literal block, with its mark: `-` keeps no break at the end, `+` all, nothing one. */
export function chompLines(lines: string[], chomp: string): string {
  if (chomp === '+') return lines.map((line) => `${line}\n`).join('');
  while (lines.at(-1) === '') lines.pop();
  return lines.length === 0 ? '' : lines.join('\n') + (chomp === '-' ? '' : '\n');
}

/** What stands between quotes; throws GIVEN_UP at escapes that JSON does not have. */
export function unquote(source: string): string {
  if (source.startsWith("'")) return source.slice(1, -1).replaceAll("''", "'");
  if (!source.includes('\\')) return source.slice(1, -1);
  if (/\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(source.replaceAll('\\\\', '')) || source.includes('\t')) throw GIVEN_UP;
  try {
    return JSON.parse(source) as string;
  } catch {
    throw GIVEN_UP;
  }
}
