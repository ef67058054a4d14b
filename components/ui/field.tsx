import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react';
import { classNames } from './class-names.ts';

export interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'size'> {
  label: string;
  /** The label is read aloud but not drawn, where the place already says it. */
  labelHidden?: boolean;
  icon?: ReactNode;
  /** Stands at the right end, for example a key. */
  end?: ReactNode;
  problem?: string;
  ref?: Ref<HTMLInputElement>;
}

/** One line of text with its label and what is wrong with it. */
export function Field({ label, labelHidden, icon, end, problem, className, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className={classNames('min-w-0', className)}>
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'mb-1 block text-hint text-text-3'}>
        {label}
      </label>
      <div
        className={classNames(
          'flex h-[26px] items-center gap-1.5 rounded-button border bg-sunk px-2 text-text-3',
          'focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-signal-ink',
          problem ? 'border-denied' : 'border-line-2',
        )}
      >
        {icon}
        <input
          id={id}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
          spellCheck={false}
          autoComplete="off"
          className="w-full min-w-0 bg-transparent text-list text-text-1 outline-none placeholder:text-text-3"
          {...rest}
        />
        {end}
      </div>
      {problem && (
        <p id={`${id}-problem`} className="mt-1 text-hint text-denied">
          {problem}
        </p>
      )}
    </div>
  );
}
