'use client';
import { Check, CircleAlert, Undo2, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { counted } from '#engine';
import { useIntents, useWorkbench } from '#store';
import type { ApplyAnswer } from '#stream';
import { Button, ForeignText, Icon, IconButton, Kbd, useNow } from '#ui';
import type { ApplyStage } from '#workbench';
import { answerWords } from './answer-words.ts';
import { standsFor } from './stands-for.ts';

/** Says that it is done and keeps the way back in reach. */
export function AppliedToast() {
  const apply = useWorkbench((state) => state.apply);
  const [isHeld, setHeld] = useState(false);
  useLeaving(apply, isHeld);
  if (apply.stage !== 'applied' && apply.stage !== 'undoing' && apply.stage !== 'undone') return null;
  return (
    <div
      role="status"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="absolute bottom-12 left-1/2 z-30 flex w-[610px] max-w-[calc(100%-28px)] -translate-x-1/2 items-center gap-3.5 rounded-plate border border-line-2 bg-overlay px-3.5 py-3 shadow-popover"
    >
      <Toast apply={apply} />
    </div>
  );
}

/** It leaves by itself, unless someone points at it; what happened, and the way back, stand in History. */
function useLeaving(apply: ApplyStage, isHeld: boolean): void {
  const intents = useIntents();
  const standsMs = isHeld ? undefined : standsFor(apply);
  useEffect(() => {
    if (standsMs === undefined) return;
    const timer = setTimeout(() => intents.dismiss(), standsMs);
    return () => clearTimeout(timer);
  }, [standsMs, intents]);
}

type Done = Extract<ApplyStage, { answer: ApplyAnswer }>;

function Toast({ apply }: { apply: Done }) {
  const intents = useIntents();
  const left = useSecondsLeft(apply);
  useCountdownEnd(left);
  const words = answerWords(apply.answer, apply.stage === 'undone' && (apply.byCountdown ? 'by countdown' : 'by hand'));
  const isTimeUp = apply.stage === 'applied' && left === 0;
  const isOver = apply.stage === 'undone' || words.isRefused;
  useUndoKey(apply.stage === 'applied' && !words.isRefused && !isTimeUp);
  return (
    <>
      {left !== undefined && apply.answer.undoesInSeconds ? (
        <Ring left={left} of={apply.answer.undoesInSeconds} />
      ) : (
        <Icon
          of={words.isRefused || words.isAlarm ? CircleAlert : Check}
          size={20}
          className={`shrink-0 ${words.isRefused ? 'text-denied' : words.isAlarm ? 'text-warning' : 'text-allowed'}`}
        />
      )}
      <div className="min-w-0 flex-1">
        <p className="text-body font-strong text-text-1">
          {words.title}
          {!isOver && effectWords(apply)}
        </p>
        <p className="break-words text-body text-text-2 tabular">
          {isTimeUp && 'It was not kept in time: the server takes it back. '}
          {apply.stage === 'applied' && left ? `Undoes itself in ${left} s unless you keep it. ` : ''}
          {words.detail && <ForeignText text={words.detail} />}
        </p>
      </div>
      {!isOver && !isTimeUp && (
        <Button
          size="large"
          icon={<Icon of={Undo2} />}
          disabled={apply.stage === 'undoing'}
          onClick={() => void intents.undo()}
        >
          {apply.stage === 'undoing' ? 'Undoing' : 'Undo now'} <Kbd>Z</Kbd>
        </Button>
      )}
      {apply.stage === 'applied' && left ? (
        <Button look="signal" size="large" icon={<Icon of={Check} />} onClick={() => void intents.keep()}>
          Keep
        </Button>
      ) : (
        apply.stage !== 'undoing' && (
          <IconButton label="Dismiss" onClick={() => intents.dismiss()}>
            <Icon of={X} size={16} />
          </IconButton>
        )
      )}
    </>
  );
}

function effectWords(apply: Done): string {
  if (apply.stage === 'undone' || !apply.effect) return '';
  return ` Removed ${apply.effect.removed}, added ${apply.effect.added}.`;
}

/** Asks once, a second after the end: the server's own clock decides. */
function useCountdownEnd(left: number | undefined): void {
  const intents = useIntents();
  const isOver = left === 0;
  useEffect(() => {
    if (!isOver) return;
    const timer = setInterval(() => void intents.countdownEnded(), 1_000);
    return () => clearInterval(timer);
  }, [isOver, intents]);
}

/** Whole seconds until it undoes itself; undefined when it does not. */
function useSecondsLeft(apply: Done): number | undefined {
  const now = useNow();
  if (apply.stage === 'undone' || apply.answer.undoesInSeconds === undefined) return undefined;
  const left = apply.answer.undoesInSeconds - Math.max(0, now - apply.at) / 1000;
  return Math.max(0, Math.round(left));
}

function useUndoKey(isOn: boolean): void {
  const intents = useIntents();
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof Element && event.target.closest('input, textarea, select, .monaco-editor');
      if (event.key.toLowerCase() !== 'z' || event.metaKey || event.ctrlKey || event.altKey || isTyping) return;
      event.preventDefault();
      void intents.undo();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOn, intents]);
}

/** Moves once a second; the number alone says it too. */
function Ring({ left, of }: { left: number; of: number }) {
  const length = 2 * Math.PI * 18;
  return (
    <span
      className="relative flex size-[42px] shrink-0 items-center justify-center"
      role="img"
      aria-label={counted(left, 'second')}
    >
      <svg viewBox="0 0 42 42" className="absolute inset-0 -rotate-90" fill="none" strokeWidth={3} aria-hidden="true">
        <circle cx={21} cy={21} r={18} className="stroke-line-2" />
        <circle
          cx={21}
          cy={21}
          r={18}
          className="stroke-signal"
          strokeDasharray={length}
          strokeDashoffset={length * (1 - left / of)}
        />
      </svg>
      <span className="text-body font-strong tabular">{left}</span>
    </span>
  );
}
