'use client';
import { Trash2 } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { Edit } from '#draft';
import { useIntents, useWorkbench, useWorkbenchStore } from '#store';
import { classNames, EmptyState, Icon } from '#ui';
import { DraftFoot } from './draft-foot.tsx';
import { DraftToolbar, type TextView } from './draft-toolbar.tsx';
import { reviewHindrance } from './edit-state.ts';
import { EditTabs } from './edit-tabs.tsx';
import type { EditorHandle } from './editor-handle.ts';
import { EffectBlock } from './effect-block.tsx';
import { FormView } from './form/form-view.tsx';
import { KeepingNote } from './keeping-note.tsx';
import { NameFields } from './name-fields.tsx';
import { PartingNote } from './parting-note.tsx';
import { ProblemList } from './problem-list.tsx';
import { useDroppedTexts } from './use-dropped-texts.ts';
import { useTextView } from './use-text-view.ts';

export interface DraftPanelProps {
  /** Draws the text of the edit that is open; hands out what the toolbar acts on. */
  editor: (onHandle: (handle: EditorHandle | undefined) => void) => ReactNode;
}

/** The draft beside the map: its edits, the text, the effect, and the way to the cluster. */
export function DraftPanel({ editor }: DraftPanelProps) {
  const intents = useIntents();
  const store = useWorkbenchStore();
  const [handle, setHandle] = useState<EditorHandle>();
  const { view, setView, hasRoom } = useTextView();
  const edit = useWorkbench(({ draft }) => draft.edits.find((candidate) => candidate.key === draft.current));
  const { refused, onDragOver, onDrop } = useDroppedTexts();
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    event.stopPropagation();
    if (reviewHindrance(store.getState()) === undefined) void intents.review();
  };
  return (
    <aside
      aria-label="Draft"
      onKeyDownCapture={onKey}
      onDragOverCapture={onDragOver}
      onDropCapture={onDrop}
      className={classNames(
        'flex shrink-0 flex-col overflow-y-auto border-l border-line-2 bg-surface',
        view === 'both' ? 'w-[768px] max-w-[64vw]' : 'w-[524px] max-w-[calc(100vw-52px)]',
      )}
    >
      <EditTabs />
      <KeepingNote />
      {refused.map((words) => (
        <p key={words} role="alert" className="border-b border-line-1 bg-canvas px-3.5 py-2 text-list text-warning">
          {words}
        </p>
      ))}
      {edit?.action === 'put' && <PartingNote edit={edit} />}
      {edit?.action === 'put' && edit.base === null && <NameFields edit={edit} />}
      {edit?.action === 'put' && <DraftToolbar editor={handle} view={view} onView={setView} hasRoom={hasRoom} />}
      <div className="relative flex min-h-[120px] shrink-0 flex-1 bg-canvas">
        {edit?.action === 'put' && (
          <OpenText view={view} form={<FormView edit={edit} editor={handle} />} text={editor(setHandle)} />
        )}
        {edit?.action === 'delete' && <Deletion edit={edit} />}
        {!edit && (
          <div className="p-3.5">
            <EmptyState title="No edit is open">
              Choose a tab above, begin a new policy with the plus, or have a text back from those that left the draft.
            </EmptyState>
          </div>
        )}
      </div>
      {edit?.action === 'put' && <ProblemList editor={handle} />}
      <EffectBlock />
      <DraftFoot />
    </aside>
  );
}

/** The text stays where the form alone is in sight: undo, cursor and marks are its own. */
function OpenText({ view, form, text }: { view: TextView; form: ReactNode; text: ReactNode }) {
  return (
    <>
      {view !== 'yaml' && (
        <div className={view === 'both' ? 'w-[376px] shrink-0 border-r border-line-2' : 'min-w-0 flex-1'}>{form}</div>
      )}
      <div
        className={view === 'form' ? 'pointer-events-none invisible absolute inset-0' : 'min-w-0 flex-1'}
        inert={view === 'form'}
      >
        {text}
      </div>
    </>
  );
}

/** A policy that would go: its text once more, to be read and not to be typed in. */
function Deletion({ edit }: { edit: Edit }) {
  return (
    <div className="flex h-full flex-col">
      <p className="flex items-center gap-2 border-b border-line-1 px-3.5 py-2 text-body text-text-1">
        <Icon of={Trash2} className="text-denied" />
        <span className="min-w-0 truncate">
          Deletes <span className="font-mono text-code">{edit.baseId}</span>
        </span>
      </p>
      <pre className="min-h-0 flex-1 overflow-auto px-3.5 py-2 font-mono text-list leading-5 text-text-2 line-through decoration-denied">
        {edit.baseText}
      </pre>
    </div>
  );
}
