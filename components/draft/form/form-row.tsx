'use client';
/** One row of the form: selected with the cursor, walked through by the arrow keys. */

import type { KeyboardEvent, ReactNode } from 'react';
import type { FormPlace } from '#manifest';
import { classNames } from '#ui';
import { useForm } from './form-scope.ts';

export interface FormRowProps {
  /** Spoken as the name of the row: AND and OR are words there. */
  name: string;
  place: FormPlace | undefined;
  level: number;
  /** What the keys of this row do: A, O, R, P, Delete. */
  keys?: Readonly<Record<string, () => void>>;
  className?: string;
  children: ReactNode;
  /** Stands under the row while it is selected. */
  below?: ReactNode;
}

export function FormRow({ name, place, level, keys = {}, className, children, below }: FormRowProps) {
  const { selected, select, isOld } = useForm();
  const isSelected = place !== undefined && selected === place.path;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === 'ArrowRight') {
      event.preventDefault();
      event.currentTarget.querySelector<HTMLElement>('button, input, select')?.focus();
      return;
    }
    const act = isOld ? undefined : keys[event.key.length === 1 ? event.key.toUpperCase() : event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <>
      <div
        role="treeitem"
        aria-level={level}
        aria-label={name}
        aria-selected={isSelected}
        tabIndex={isSelected ? 0 : -1}
        data-row
        data-path={place?.path}
        onClick={(event) => {
          if (!(event.target instanceof HTMLElement && event.target.closest('button, input, select'))) select(place);
        }}
        onFocus={(event) => {
          if (event.target === event.currentTarget) select(place);
        }}
        onKeyDown={onKeyDown}
        className={classNames(
          'relative flex min-h-[23px] items-center gap-1.5 rounded-chip px-1.5 text-list',
          isSelected ? 'bg-signal-wash shadow-[inset_0_0_0_1.5px_var(--signal-ink)]' : 'hover:bg-raised',
          className,
        )}
      >
        {children}
      </div>
      {isSelected && below}
    </>
  );
}

/** Counts and facts at the right edge. */
export function RowEnd({ children, tone = 'plain' }: { children: ReactNode; tone?: 'plain' | 'warning' | 'removes' }) {
  const colour = tone === 'removes' ? 'text-denied' : tone === 'warning' ? 'text-warning' : 'text-text-3';
  return (
    <span className={classNames('ml-auto min-w-[52px] shrink truncate text-right text-hint', colour)}>{children}</span>
  );
}
