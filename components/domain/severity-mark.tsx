/** How grave a finding is: told by shape first, then by colour, and by a word to those who hear it. */

import { Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { Finding } from '#findings';

type Severity = Finding['severity'];

const LOOKS = {
  error: { icon: OctagonAlert, colour: 'text-denied', word: 'Serious' },
  warning: { icon: TriangleAlert, colour: 'text-warning', word: 'Warning' },
  info: { icon: Info, colour: 'text-open', word: 'Note' },
} as const satisfies Readonly<Record<Severity, object>>;

export function severityWord(severity: Severity): string {
  return LOOKS[severity].word;
}

export function SeverityMark({ severity, size = 14 }: { severity: Severity; size?: number }) {
  const { icon: Drawing, colour, word } = LOOKS[severity];
  return (
    <Drawing size={size} strokeWidth={1.75} className={`shrink-0 ${colour}`} role="img" aria-label={word}>
      <title>{word}</title>
    </Drawing>
  );
}
