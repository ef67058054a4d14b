'use client';
import { OctagonAlert } from 'lucide-react';
import type { Marker } from '#manifest';
import { useProblems, useWorkbench } from '#store';
import { ForeignText, Icon } from '#ui';
import type { EditorHandle } from './editor-handle.ts';

/** What stands between the text and a policy, in words; the marks in the text alone would have to be hovered. */
export function ProblemList({ editor }: { editor: EditorHandle | undefined }) {
  const current = useWorkbench((state) => state.draft.current);
  const errors = useProblems(current).filter(isError);
  if (errors.length === 0) return null;
  return (
    <ul
      aria-label="Problems"
      className="max-h-[92px] shrink-0 overflow-y-auto border-t border-line-1 bg-canvas py-1 text-list"
    >
      {errors.map((problem) => (
        <li key={`${problem.range.start} ${problem.message}`}>
          <button
            type="button"
            onClick={() => editor?.goTo(problem.range.line, problem.range.column)}
            className="ring-inside flex w-full items-baseline gap-2 px-3.5 py-0.5 text-left hover:bg-signal-wash"
          >
            <Icon of={OctagonAlert} size={13} className="shrink-0 translate-y-0.5 text-denied" />
            <span className="shrink-0 text-text-3 tabular">line {problem.range.line}</span>
            <span className="min-w-0 break-words text-text-1">
              <ForeignText text={problem.message} />
              {problem.detail && (
                <span className="text-text-3">
                  {' '}
                  <ForeignText text={problem.detail} />
                </span>
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function isError({ severity }: Marker): boolean {
  return severity === 'error';
}
