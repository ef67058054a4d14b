import type { EffectInWords, Phrase } from '#draft';

const TONES: Readonly<Record<NonNullable<Phrase['tone']>, string>> = {
  removes: 'font-strong text-denied',
  adds: 'font-strong text-allowed',
  strong: 'font-strong text-text-1',
};

/** What a draft changes, in one sentence whose numbers carry their colour. */
export function EffectSentence({ effect, className }: { effect: EffectInWords; className?: string }) {
  return (
    <p className={`text-effect text-text-2 tabular ${className ?? ''}`}>
      {effect.phrases.map((phrase, index) => (
        // The phrases of a sentence have no identity but their place.
        <span key={`${index} ${phrase.text}`} className={phrase.tone && TONES[phrase.tone]}>
          {phrase.text}
        </span>
      ))}
    </p>
  );
}
