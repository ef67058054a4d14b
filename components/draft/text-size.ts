/** How large a text may be, said before it is too large. */

/** The reader of texts takes no more, nor does the server of one draft. */
export const MOST_BYTES = 512 * 1024;
const NEAR = 0.75 * MOST_BYTES;

/** Undefined as long as there is room enough. */
export function sizeNote(text: string): string | undefined {
  // No character is written in fewer bytes than one: the common case needs no encoding.
  if (text.length * 3 < NEAR) return undefined;
  const bytes = new TextEncoder().encode(text).length;
  return bytes < NEAR ? undefined : sizeWords(bytes);
}

export function sizeWords(bytes: number): string {
  return `${Math.ceil(bytes / 1024)} of at most ${MOST_BYTES / 1024} KiB`;
}
