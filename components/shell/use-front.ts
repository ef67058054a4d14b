'use client';
import { useEffect, useState } from 'react';
import { useWorkbenchStore } from '#store';
import type { WorkbenchState } from '#workbench';

/** Which of the two shares the place at the right: what was asked for last. */
export type PanelInFront = 'inspector' | 'draft';

export function useFront(): readonly [PanelInFront, (front: PanelInFront) => void] {
  const store = useWorkbenchStore();
  const [front, setFront] = useState<PanelInFront>(() => firstFront(store.getState()));
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

/** Whoever came by a link to something wants to see that; a draft that the link opens stays behind it. */
export function firstFront({ draftOpen, selection }: Seen): PanelInFront {
  return draftOpen && !selection ? 'draft' : 'inspector';
}

type Seen = Pick<WorkbenchState, 'draftOpen' | 'draft' | 'selection'>;

/** Undefined when nothing was asked for. Opening or choosing an edit wins over a selection made in the same moment. */
export function nextFront(state: Seen, before: Seen): PanelInFront | undefined {
  if (!state.draftOpen) return before.draftOpen ? 'inspector' : undefined;
  // Only a draft that is being brought back is open and empty.
  const isBroughtBack = state.draft.edits.length === 0 || (before.draftOpen && before.draft.edits.length === 0);
  if (isBroughtBack) return firstFront(state);
  if (!before.draftOpen || state.draft.current !== before.draft.current) return 'draft';
  if (state.draft.edits.length !== before.draft.edits.length) return 'draft';
  if (state.selection === before.selection) return undefined;
  return state.selection ? 'inspector' : 'draft';
}
