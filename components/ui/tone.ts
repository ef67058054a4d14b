/** What a colour means wherever it is used. Colour never says it alone: a word or a shape stands beside it. */
export type Tone = 'plain' | 'good' | 'calm' | 'bad' | 'unsure' | 'warning';

export const TONE_TEXT: Readonly<Record<Tone, string>> = {
  plain: 'text-text-2',
  good: 'text-allowed',
  calm: 'text-open',
  bad: 'text-denied',
  unsure: 'text-unknown',
  warning: 'text-warning',
};

export const TONE_WASH: Readonly<Record<Tone, string>> = {
  plain: 'bg-raised',
  good: 'bg-allowed-wash',
  calm: 'bg-open-wash',
  bad: 'bg-denied-wash',
  unsure: 'bg-unknown-wash',
  warning: 'bg-warning-wash',
};

export const TONE_LINE: Readonly<Record<Tone, string>> = {
  plain: 'border-line-2',
  good: 'border-allowed',
  calm: 'border-open',
  bad: 'border-denied',
  unsure: 'border-unknown',
  warning: 'border-warning',
};
