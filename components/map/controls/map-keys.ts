/** Keys of the map: the ones that work anywhere on the page, and what counts as typing. */

import type { Intents, WorkbenchState } from '#workbench';

export interface MapKeyActs {
  readonly state: () => WorkbenchState;
  readonly intents: Pick<Intents, 'setShown' | 'setView' | 'draw'>;
  readonly fit: () => void;
  readonly zoomBy: (factor: number) => void;
  readonly filter: () => void;
}

/** What a key does anywhere outside of fields, the editor and dialogs; undefined when it does nothing here. */
export function mapKeyAct(key: string, acts: MapKeyActs): (() => void) | undefined {
  const { shown, draftOpen, preview, reading, selection } = acts.state();
  const { setShown, setView, draw } = acts.intents;
  const drafted = (draftOpen || preview !== undefined) && reading.diff !== undefined;
  switch (key) {
    case 'c':
    case 'C':
      return selection?.type === 'workload' && selection.id !== 'outside'
        ? () => draw({ kind: 'workload', id: selection.id }, key === 'C')
        : undefined;
    case 'd':
    case 'D':
      return () => setShown({ ...shown, denied: !shown.denied });
    case 'o':
    case 'O':
      return () => setShown({ ...shown, open: !shown.open });
    case 'f':
    case 'F':
      return acts.filter;
    case '0':
      return acts.fit;
    case '+':
    case '=':
      return () => acts.zoomBy(1.2);
    case '-':
    case '−':
      return () => acts.zoomBy(1 / 1.2);
    case '1':
      return drafted ? () => setView('before') : undefined;
    case '2':
      return drafted ? () => setView('after') : undefined;
    case '3':
      return drafted ? () => setView('changes') : undefined;
    default:
      return undefined;
  }
}

/** Keys rest while a field, the editor or a dialog has the focus, and while a browser shortcut is meant. */
export function keysRest(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  const typing = 'input:not([type=radio]):not([type=checkbox]), textarea, select, .monaco-editor, [role=dialog]';
  return target.isContentEditable || target.closest(typing) !== null;
}
