/** A word of a cluster as it must be written in YAML. */

/**
 * Plain where YAML reads it as the same text. Everything that it might read as something else, or that a reader would
 * not see, stands in quotes and written out.
 */
export function yamlWord(text: string, isQuoted = false): string {
  if (isQuoted) return escaped(text);
  const isPlain = /^[A-Za-z][A-Za-z0-9._/-]*$/.test(text) && !RESERVED.test(text);
  return isPlain ? text : `"${escaped(text)}"`;
}

const RESERVED = /^(y|n|yes|no|on|off|true|false|null)$/i;

function escaped(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^\x20-\x7e]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
