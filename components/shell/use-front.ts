'use client';
import { useEffect, useState } from 'react';
import { useWorkbenchStore } from '#store';
import type { WorkbenchState } from '#workbench';

/** Which of the two shares the place at the right: what was asked for last. */
export type Front = 'inspector' | 'draft';

export function useFront(): readonly [Front, (front: Front) => void] {
  const store = useWorkbenchStore();
  const [front, setFront] = useState<Front>(() => (store.getState().draftOpen ? 'draft' : 'inspector'));
  useEffect(
    () =>
      store.subscribe((state, before) => {
        const next = nextFront(state, before);
        if (next) setFront(next);
      }),
    [store],
  );
  return [front, setFront];
}

type Seen = Pick<WorkbenchState, 'draftOpen' | 'draft' | 'selection'>;

/** Undefined when nothing was asked for. Opening or choosing an edit wins over a selection made in the same moment. */
export function nextFront(state: Seen, before: Seen): Front | undefined {
  if (!state.draftOpen) return before.draftOpen ? 'inspector' : undefined;
  if (!before.draftOpen || state.draft.current !== before.draft.current) return 'draft';
  if (state.draft.edits.length !== before.draft.edits.length) return 'draft';
  if (state.selection === before.selection) return undefined;
  return state.selection ? 'inspector' : 'draft';
}
