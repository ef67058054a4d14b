'use client';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { DrawnEnd } from '#draft';
import { useIntents, useWorkbench } from '#store';
import { Field } from '#ui';
import { endsNamed, offeredEnds } from './drawn-ends.ts';

const RANGE = /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/;

/** Every end there is, filtered by letters; a range may be typed. */
export function EndList({ from }: { from: DrawnEnd }) {
  const { drawTo } = useIntents();
  const workloads = useWorkbench((state) => state.reachability?.workloads);
  const namespaces = useWorkbench((state) => state.snapshot?.namespaces);
  const [text, setText] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const all = useMemo(
    () =>
      offeredEnds(
        from,
        workloads ?? [],
        (namespaces ?? []).map(({ name }) => name),
      ),
    [from, workloads, namespaces],
  );
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = endsNamed(all, words);
  const range = RANGE.test(text.trim()) ? text.trim() : undefined;
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === 'Enter' && at < 0) {
      event.preventDefault();
      buttons[0]?.click();
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    buttons[Math.max(0, Math.min(buttons.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus();
  };
  return (
    <fieldset aria-label="The other end" onKeyDown={onKeyDown} className="min-w-0">
      <div className="p-2">
        <Field
          label="The other end"
          labelHidden
          autoFocus
          value={text}
          placeholder={`one of ${all.length} ends, or a range`}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div ref={list} className="max-h-[200px] overflow-y-auto pb-1">
        {range && (
          <EndChoice
            name={range.includes('/') ? range : `${range}/32`}
            detail="a range"
            onPick={() => drawTo({ kind: 'range', cidr: range.includes('/') ? range : `${range}/32` })}
          />
        )}
        {found.map(({ end, name, detail }) => (
          <EndChoice key={JSON.stringify(end)} name={name} detail={detail} onPick={() => drawTo(end)} />
        ))}
        {found.length === 0 && !range && <p className="px-3.5 py-1 text-list text-text-3">No end is called so.</p>}
      </div>
    </fieldset>
  );
}

function EndChoice({ name, detail, onPick }: { name: string; detail: string; onPick: () => void }) {
  return (
    <button
      type="button"
      onClick={onPick}
      className="ring-inside flex h-[25px] w-full items-center gap-2 px-3.5 text-left text-list hover:bg-signal-wash focus:bg-signal-wash"
    >
      <span className="min-w-0 flex-1 truncate text-text-1">{name}</span>
      <span className="shrink-0 font-mono text-code text-text-3">{detail}</span>
    </button>
  );
}
