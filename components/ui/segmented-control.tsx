import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly disabled?: boolean;
  /** Why it is disabled, or its key. */
  readonly title?: string;
}

export interface SegmentedControlProps<Value extends string> {
  label: string;
  segments: readonly Segment<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  /** `signal`: the current segment is a place you are in, such as a draft's view. */
  look?: 'plain' | 'signal';
  className?: string;
}

/** One of a few. Native radio buttons underneath: arrows move, Tab leaves. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const name = useId();
  const current = props.look === 'signal' ? 'bg-signal text-on-signal' : 'bg-raised text-text-1';
  return (
    <fieldset
      className={classNames('inline-flex h-[26px] shrink-0 rounded-button border border-line-2', props.className)}
    >
      <legend className="sr-only">{props.label}</legend>
      {props.segments.map((segment, at) => (
        <label
          key={segment.value}
          title={segment.title}
          className={classNames(
            'relative flex items-center px-2.5 text-list first-of-type:rounded-l-strip last-of-type:rounded-r-strip',
            'has-focus-visible:z-10 has-focus-visible:outline-2 has-focus-visible:outline-offset-2',
            'has-focus-visible:outline-signal-ink',
            at > 0 && 'border-l border-line-2',
            segment.value === props.value ? `font-name ${current}` : 'text-text-2',
            segment.disabled ? 'cursor-not-allowed text-text-3' : 'cursor-pointer hover:text-text-1',
            segment.value === props.value && props.look === 'signal' && 'hover:text-on-signal',
          )}
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={segment.value === props.value}
            disabled={segment.disabled}
            onChange={() => props.onChange(segment.value)}
          />
          {segment.label}
        </label>
      ))}
    </fieldset>
  );
}
