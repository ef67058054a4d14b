'use client';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { policyName } from '#engine';
import { useIntents, useWorkbench } from '#store';
import type { PreviewAnswer } from '#stream';
import { Button, Field, Kbd } from '#ui';
import type { ReviewChoices } from '#workbench';
import { confirmations } from './risks.ts';

const WAITS = [30, 60, 300] as const;

export interface ReviewFootProps {
  preview: PreviewAnswer;
  choices: ReviewChoices;
  isApplying: boolean;
}

/** Order, identity, way back, and the one button that writes. */
export function ReviewFoot({ preview, choices, isApplying }: ReviewFootProps) {
  const intents = useIntents();
  const user = useWorkbench((state) => state.session?.user);
  const diff = useWorkbench(({ reading }) => (reading.outdated ? undefined : reading.diff));
  const [undoes, setUndoes] = useState(true);
  const [seconds, setSeconds] = useState<number>(60);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const needed = confirmations(preview, choices, diff);
  const isConfirmed = needed.every(({ type }) => typed[type]?.trim() === type);
  const count = preview.writes.filter((write) => write.outcome !== 'unchanged').length;
  const mayApply = preview.previewId !== undefined && count > 0 && isConfirmed && !isApplying;
  const apply = () => void intents.apply(undoes ? seconds : undefined);
  useApplyKey(mayApply, apply);
  return (
    <footer className="shrink-0 border-t border-line-2">
      <dl className="space-y-1.5 border-b border-line-2 px-3.5 py-3 text-list">
        <Fact name="Order">{orderWords(preview)}</Fact>
        <Fact name="Applies as">
          {user ?? 'your identity'}, field manager <span className="font-mono text-code">netpol-studio</span>
        </Fact>
        <Fact name="Way back">
          {preview.unrecorded === undefined ? 'undo stored before the first write' : 'only while this studio runs'}
        </Fact>
      </dl>
      <div className="space-y-3 px-3.5 py-3">
        <label className="flex items-center gap-2 text-body">
          <input
            type="checkbox"
            checked={undoes}
            onChange={(event) => setUndoes(event.target.checked)}
            className="size-4 accent-signal"
          />
          Undo by itself unless I confirm within
          <select
            aria-label="Seconds to confirm"
            value={seconds}
            disabled={!undoes}
            onChange={(event) => setSeconds(Number(event.target.value))}
            className="h-6 rounded-button border border-line-2 bg-sunk px-1.5 font-mono text-list text-text-1 disabled:text-text-3"
          >
            {WAITS.map((wait) => (
              <option key={wait} value={wait}>
                {wait} s
              </option>
            ))}
          </select>
        </label>
        {needed.map(({ type, because }) => (
          <Field
            key={type}
            label={`${because} Type “${type}” to confirm.`}
            value={typed[type] ?? ''}
            onChange={(event) => setTyped({ ...typed, [type]: event.target.value })}
          />
        ))}
        <div className="flex gap-2">
          <Button size="large" disabled={isApplying} onClick={() => intents.closeReview()}>
            Back to draft
          </Button>
          <Button
            look="signal"
            size="large"
            className="flex-1"
            disabled={!mayApply}
            title={preview.previewId === undefined ? 'The server refuses a part of the draft.' : undefined}
            onClick={apply}
          >
            {isApplying ? 'Applying' : `Apply ${count} ${count === 1 ? 'change' : 'changes'}`}
            <Kbd>⌘↵</Kbd>
          </Button>
        </div>
      </div>
    </footer>
  );
}

/** Wherever the focus is in the sheet; a key that is held down from the draft does not apply. */
function useApplyKey(isOn: boolean, apply: () => void): void {
  const latest = useRef(apply);
  latest.current = apply;
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.repeat) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOn]);
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="shrink-0 text-text-3">{name}</dt>
      <dd className="min-w-0 text-right break-words text-text-1">{children}</dd>
    </div>
  );
}

/** In the order in which the server goes through them. */
function orderWords({ writes }: PreviewAnswer): string {
  const names = writes.map((write) => policyName(write.id));
  if (names.length === 1) return 'one write';
  return names.length > 3 ? `${names.length} writes, from top to bottom` : names.join(', then ');
}
