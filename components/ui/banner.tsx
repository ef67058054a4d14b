import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { TONE_LINE, TONE_TEXT, TONE_WASH, type Tone } from './tone.ts';

export interface BannerProps {
  tone: Tone;
  icon: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  /** At the right end: what can be done about it. */
  action?: ReactNode;
}

/** A state of the whole page, above everything it holds for. */
export function Banner({ tone, icon, title, children, action }: BannerProps) {
  return (
    <div
      className={classNames(
        'flex min-h-[var(--banner-height)] items-center gap-2.5 border-b px-3.5 py-1 text-body',
        TONE_LINE[tone],
        TONE_WASH[tone],
      )}
    >
      <span className={classNames('shrink-0', TONE_TEXT[tone])}>{icon}</span>
      <p className="min-w-0 flex-1">
        <strong className="mr-2.5 font-strong text-text-1">{title}</strong>
        <span className="text-text-2">{children}</span>
      </p>
      {action && <div className="flex shrink-0 items-center gap-2.5 text-text-2">{action}</div>}
    </div>
  );
}
