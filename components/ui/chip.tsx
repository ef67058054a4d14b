import type { HTMLAttributes } from 'react';
import { classNames } from './class-names.ts';
import { TONE_TEXT, TONE_WASH, type Tone } from './tone.ts';

export interface ChipProps extends HTMLAttributes<HTMLSpanElement> {
  tone?: Tone;
  /** Identifiers and ports are typed, so they stand in mono. */
  mono?: boolean;
  /** `outline` for facts, `wash` for a state. */
  look?: 'outline' | 'wash';
}

export function Chip({ tone = 'plain', mono, look = 'outline', className, children, ...rest }: ChipProps) {
  return (
    <span
      className={classNames(
        'inline-flex max-w-full min-w-0 items-center gap-1 rounded-chip border px-1.5',
        mono ? 'h-[19px] font-mono text-code' : 'h-5 text-hint font-medium',
        look === 'wash'
          ? `border-transparent ${TONE_WASH[tone]} ${TONE_TEXT[tone]}`
          : `border-line-2 bg-raised ${tone === 'plain' ? 'text-text-1' : TONE_TEXT[tone]}`,
        className,
      )}
      {...rest}
    >
      {children}
    </span>
  );
}
