'use client';
import { type SyntheticEvent, useEffect, useRef } from 'react';
import { typingPlace } from './typing-place.ts';
import { useIntents, useWorkbench } from './workbench-provider.tsx';

/** Stands in while the editor is loaded: what is typed meanwhile is not lost, and goes on in the editor. */
export function PlainEditor() {
  const intents = useIntents();
  const edit = useWorkbench(({ draft }) => draft.edits.find((candidate) => candidate.key === draft.current));
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(0, 0);
  }, []);
  if (!edit) return null;
  const note = ({ currentTarget }: SyntheticEvent<HTMLTextAreaElement>) =>
    typingPlace.set(edit.key, currentTarget.selectionEnd);
  return (
    <textarea
      ref={field}
      aria-label="Policy as YAML"
      spellCheck={false}
      value={edit.text}
      onSelect={note}
      onChange={(event) => {
        note(event);
        intents.edit(edit.key, event.currentTarget.value);
      }}
      className="size-full resize-none bg-canvas py-1.5 pr-2.5 pl-[31px] font-mono text-list leading-5 text-text-1 outline-none"
    />
  );
}
