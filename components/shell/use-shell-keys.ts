'use client';
import { useEffect } from 'react';
import { namespaceForDraft, selectedWorkload, useIntents, useWorkbenchStore } from '#store';
import type { WorkbenchState } from '#workbench';
import { isTyping } from './keys.ts';
import { useScreenKeys } from './use-screen-keys.ts';

/** Keys that work wherever the focus is, as long as nothing is being typed and no dialog is open. */
export function useShellKeys(onHelp: () => void): void {
  const store = useWorkbenchStore();
  const intents = useIntents();
  useScreenKeys();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open], [popover]:popover-open')) return;
      const state = store.getState();
      const act = actOf(event.key, state);
      if (!act) return;
      event.preventDefault();
      act();
    };
    // The map is to show the effect, not the selection.
    const drafting = (begin: () => void) => {
      intents.select(undefined);
      begin();
    };
    const actOf = (key: string, state: WorkbenchState): (() => void) | undefined => {
      switch (key) {
        case '?':
          return onHelp;
        case 'n':
        case 'N':
          return (
            state.snapshot &&
            (() => drafting(() => intents.newPolicy(namespaceForDraft(state), selectedWorkload(state))))
          );
        case 'e':
        case 'E':
          if (state.selection?.type === 'policy') {
            const { id } = state.selection;
            return () => drafting(() => intents.openPolicy(id));
          }
          return state.draft.edits.length > 0 || state.bin.length > 0 ? intents.openDraft : undefined;
        case 'Escape':
          if (state.selection) return () => intents.select(undefined);
          return state.filter === '' ? undefined : () => intents.setFilter('');
        default:
          return undefined;
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [store, intents, onHelp]);
}
