import { ListFilter, X } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';

export interface FilterFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  onEnter?: () => void;
  /** How many things have the words; told while there are words. */
  found?: number | undefined;
  /** Stands at the end while the field is empty, for example its key. */
  hint?: ReactNode;
  className?: string;
  ref?: Ref<HTMLInputElement>;
}

/** Words that narrow a list or a map: how many are found is told, and a button or Esc takes them away. */
export function FilterField({ label, value, onChange, onEnter, found, hint, className, ref }: FilterFieldProps) {
  return (
    <Field
      {...(ref && { ref })}
      label={label}
      labelHidden
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && onEnter) {
          event.preventDefault();
          onEnter();
        }
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onChange('');
        event.currentTarget.blur();
      }}
      icon={<Icon of={ListFilter} size={14} className="shrink-0" />}
      end={value === '' ? hint : <End found={found} onClear={() => onChange('')} />}
      className={classNames('shrink-0', className)}
    />
  );
}

function End({ found, onClear }: { found: number | undefined; onClear: () => void }) {
  return (
    <>
      <span role="status" className="tabular shrink-0 text-hint text-text-2">
        {found === undefined ? '' : found === 0 ? 'none' : `${found.toLocaleString('en-US')} found`}
      </span>
      <button
        type="button"
        aria-label="Clear the filter"
        title="Clear the filter (Esc)"
        className="-mr-1 flex size-5 shrink-0 items-center justify-center rounded-cell hover:text-text-1"
        onClick={onClear}
      >
        <Icon of={X} size={13} />
      </button>
    </>
  );
}
