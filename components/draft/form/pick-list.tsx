'use client';
/** The list under a field: filtered from the first letter, what is typed counts as well, the narrowest first. */

import { type HTMLAttributes, type KeyboardEvent, type ReactElement, useRef, useState } from 'react';
import { Field, Popover, PopoverClose } from '#ui';
import { type Offer, offersFor } from './form-choices.ts';

export interface PickListProps<Value> {
  label: string;
  trigger: ReactElement<HTMLAttributes<HTMLElement>>;
  offers: readonly Offer<Value>[];
  /** What a typed text means by itself; undefined while it means nothing. */
  typed: (text: string) => Value | undefined;
  placeholder: string;
  initial?: string;
  onPick: (value: Value) => void;
}

const MOST = 40;

export function PickList<Value>(props: PickListProps<Value>) {
  return (
    <Popover label={props.label} trigger={props.trigger} className="w-[372px] p-0!">
      <Choices {...props} />
    </Popover>
  );
}

function Choices<Value>({ label, offers, typed, placeholder, initial = '', onPick }: PickListProps<Value>) {
  const [text, setText] = useState(initial);
  const list = useRef<HTMLDivElement>(null);
  const words = text === initial ? [] : text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = offersFor(offers, words);
  const own = typed(text);
  const shown = found.slice(0, MOST);
  const buttons = () => [...(list.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
  const move = (event: KeyboardEvent, step: number) => {
    event.preventDefault();
    const all = buttons();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'ArrowDown') move(event, 1);
    if (event.key === 'ArrowUp') move(event, -1);
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      buttons()[0]?.click();
    }
  };
  return (
    <fieldset aria-label={label} onKeyDown={onKey} className="min-w-0">
      <div className="border-b border-line-1 p-2">
        <Field
          label={label}
          labelHidden
          data-first
          value={text}
          placeholder={placeholder}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div ref={list} className="max-h-[200px] overflow-y-auto">
        {own !== undefined && <Choice words={text.trim()} detail="as typed" onPick={() => onPick(own)} />}
        {shown.map((offer) => (
          <Choice
            key={offer.key}
            words={offer.words}
            detail={offer.detail}
            pods={offer.pods}
            onPick={() => onPick(offer.value)}
          />
        ))}
      </div>
      <p className="border-t border-line-1 px-2.5 py-1 text-hint text-text-3">
        {found.length > MOST
          ? `${MOST} of ${found.length}, type for more`
          : found.length === 0
            ? 'No pod has this. It is kept as typed.'
            : 'narrowest first'}
      </p>
    </fieldset>
  );
}

function Choice({ words, detail, pods, onPick }: { words: string; detail: string; pods?: number; onPick: () => void }) {
  return (
    <PopoverClose>
      <button
        type="button"
        onClick={onPick}
        className="ring-inside flex h-[25px] w-full min-w-0 items-center gap-2 px-2.5 text-left text-list text-text-1 hover:bg-signal-wash focus:bg-signal-wash"
      >
        <span className="min-w-0 shrink truncate">{words}</span>
        <span className="min-w-0 flex-1 truncate font-mono text-code text-text-3">{detail}</span>
        {pods !== undefined && (
          <span className="shrink-0 text-hint text-text-3 tabular">
            {pods} {pods === 1 ? 'pod' : 'pods'}
          </span>
        )}
      </button>
    </PopoverClose>
  );
}
