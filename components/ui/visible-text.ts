/** Control characters but for lines and tabs, marks that are not seen, marks of direction, and halves of pairs. */
const UNSEEN = /[^\P{Cc}\n\t]|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|[\u{fff0}-\u{ffff}]|[\u{e0000}-\u{e0fff}]/gu;

/** Text of strangers, with whatever would hide, reorder or act written out: `\u202e`. */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, (mark) =>
    Array.from({ length: mark.length }, (_, at) => `\\u${mark.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );
}
