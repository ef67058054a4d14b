import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface RadioRowProps {
  name: string;
  words: string;
  mono?: boolean;
  end: ReactNode;
  endTone?: 'removes' | 'plain';
  checked: boolean;
  onChange: () => void;
}

/** One of a few choices, with what it costs at the right. A native radio button underneath. */
export function RadioRow({ name, words, mono, end, endTone = 'plain', checked, onChange }: RadioRowProps) {
  return (
    <label
      className={classNames(
        'flex min-h-[25px] cursor-pointer items-center gap-2 border-l-[3px] px-2 text-list has-focus-visible:outline-2 has-focus-visible:outline-signal-ink',
        checked ? 'border-signal-ink bg-signal-wash' : 'border-transparent',
      )}
    >
      <input type="radio" name={name} checked={checked} onChange={onChange} className="accent-[var(--signal-ink)]" />
      <span className={classNames('min-w-0 flex-1 truncate text-text-1', mono && 'font-mono text-code')}>{words}</span>
      <span
        className={classNames(
          'max-w-[50%] truncate text-right text-hint',
          endTone === 'removes' ? 'text-denied' : 'text-text-3',
        )}
      >
        {end}
      </span>
    </label>
  );
}
