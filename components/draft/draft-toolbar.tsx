'use client';
import { Redo2, TriangleAlert, Undo2 } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { counted } from '#engine';
import { useIntents, useProblems, useWorkbench } from '#store';
import { Icon, IconButton, LinkButton, type Segment, SegmentedControl } from '#ui';
import type { EditReading } from '#workbench';
import type { EditorHandle } from './editor-handle.ts';
import { sizeNote } from './text-size.ts';

export type TextView = 'form' | 'yaml' | 'both';

export interface DraftToolbarProps {
  editor: EditorHandle | undefined;
  view: TextView;
  onView: (view: TextView) => void;
  /** The window is wide enough for form and text side by side. */
  hasRoom: boolean;
}

function viewsFor(hasRoom: boolean): readonly Segment<TextView>[] {
  return [
    { value: 'form', label: 'Form' },
    { value: 'yaml', label: 'YAML' },
    { value: 'both', label: 'Both', disabled: !hasRoom, ...(!hasRoom && { title: 'The window is too narrow' }) },
  ];
}

/** How many problems the text has (a click goes to the next), and undo and redo. */
export function DraftToolbar({ editor, view, onView, hasRoom }: DraftToolbarProps) {
  const current = useWorkbench((state) => state.draft.current);
  const isRead = useWorkbench((state) => state.reading.edits.some((candidate) => candidate.key === current));
  const intents = useIntents();
  const problems = useProblems(current);
  const readings = useWorkbench((state) => state.reading.edits);
  const elsewhere = useMemo(() => problemsElsewhere(readings, current), [readings, current]);
  const size = useWorkbench(({ draft }) => sizeNote(draft.edits.find(({ key }) => key === current)?.text ?? ''));
  const grave = problems.filter((problem) => problem.severity !== 'info');
  const hasError = grave.some((problem) => problem.severity === 'error');
  const next = useRef(0);
  const goToNext = () => {
    const problem = grave[next.current++ % grave.length];
    if (problem) editor?.goTo(problem.range.line, problem.range.column);
  };
  return (
    <div className="flex h-8 shrink-0 items-center gap-1 border-b border-line-1 bg-canvas px-3.5">
      <SegmentedControl
        label="How the policy is shown"
        segments={viewsFor(hasRoom)}
        value={view}
        onChange={onView}
        className="h-6"
      />
      <span className="flex-1 pl-2 text-hint text-warning">{size}</span>
      {grave.length > 0 ? (
        <button
          type="button"
          onClick={goToNext}
          className={`flex items-center gap-1.5 rounded-chip px-1.5 text-list ${hasError ? 'text-denied' : 'text-warning'}`}
        >
          <Icon of={TriangleAlert} />
          {counted(grave.length, 'problem')}
        </button>
      ) : (
        isRead && <span className="px-1.5 text-list text-text-3">{elsewhere ? 'no problems here' : 'no problems'}</span>
      )}
      {elsewhere && (
        <LinkButton className="px-1.5 text-list text-denied" onClick={() => intents.showEdit(elsewhere.key)}>
          {counted(elsewhere.count, 'problem')} in other tabs
        </LinkButton>
      )}
      <IconButton label="Undo" disabled={!editor} onClick={() => editor?.undo()}>
        <Icon of={Undo2} />
      </IconButton>
      <IconButton label="Redo" disabled={!editor} onClick={() => editor?.redo()}>
        <Icon of={Redo2} />
      </IconButton>
    </div>
  );
}

/** Errors of the tabs that are not in front, and the first tab that has any. */
function problemsElsewhere(readings: readonly EditReading[], current: string | undefined) {
  const counts = readings.flatMap(({ key, documents }) => {
    const errors = documents.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error'));
    return key !== current && errors.length > 0 ? [{ key, count: errors.length }] : [];
  });
  const [first] = counts;
  return first && { key: first.key, count: counts.reduce((sum, { count }) => sum + count, 0) };
}
