/** How grave a remark is: told by shape first, then by colour, and by a word to those who hear it. */

import { Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { Harm } from '#draft';

const LOOKS = {
  serious: { icon: OctagonAlert, colour: 'text-denied', word: 'Serious' },
  warning: { icon: TriangleAlert, colour: 'text-warning', word: 'Warning' },
  note: { icon: Info, colour: 'text-open', word: 'Note' },
} as const;

const GRAVITY: Readonly<Record<Harm, keyof typeof LOOKS>> = {
  exposed: 'serious',
  broken: 'serious',
  doubtful: 'warning',
  wide: 'warning',
  note: 'note',
};

export function harmWord(harm: Harm): string {
  return LOOKS[GRAVITY[harm]].word;
}

export function HarmMark({ harm, size = 14 }: { harm: Harm; size?: number }) {
  const { icon: Drawing, colour, word } = LOOKS[GRAVITY[harm]];
  return (
    <Drawing size={size} strokeWidth={1.75} className={`shrink-0 ${colour}`} role="img" aria-label={word}>
      <title>{word}</title>
    </Drawing>
  );
}
