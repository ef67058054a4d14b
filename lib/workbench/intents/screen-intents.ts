/** Acts that change only what is looked at. */

import type { Ports } from '../state/ports.ts';
import type { Intents, Selection } from '../state/state.ts';
import type { GetState, SetState } from '../state/state-access.ts';
import { namedSelection } from '../view/named-selection.ts';

type ScreenIntents = Pick<
  Intents,
  | 'select'
  | 'setView'
  | 'setSide'
  | 'setShown'
  | 'setNamespaces'
  | 'setFilter'
  | 'setDetail'
  | 'setGroupBy'
  | 'setOpenGroup'
  | 'keepLevelMemory'
  | 'openDraft'
  | 'closeDraft'
  | 'reconnect'
>;

export function screenIntents(get: GetState, set: SetState, ports: Ports): ScreenIntents {
  return {
    select: (wanted) => {
      const { reachability } = get();
      const selection = wanted && reachability ? namedSelection(wanted, reachability) : wanted;
      set({ selection, peers: undefined, decision: undefined, pairFix: undefined });
      askAnalyst(selection, ports);
    },
    setView: (view) => set({ view, side: view === 'before' ? 'before' : 'after' }),
    setSide: (side) => set({ side }),
    setShown: (shown) => set({ shown }),
    setNamespaces: (namespaces) => set({ namespaces }),
    setFilter: (filter) => set({ filter }),
    setDetail: (detail) => set({ detail, openGroup: undefined }),
    setGroupBy: (groupBy) => set({ groupBy, openGroup: undefined }),
    setOpenGroup: (openGroup) => set({ openGroup }),
    keepLevelMemory: (key, memory) => {
      const { [key]: _, ...others } = get().levelMemories;
      set({ levelMemories: memory === undefined ? others : { ...others, [key]: memory } });
    },
    openDraft: () => set({ draftOpen: true }),
    closeDraft: () => set({ draftOpen: false }),
    // The state of the link itself says whether the attempt helped.
    reconnect: () => void ports.writes.retry().catch(() => undefined),
  };
}

/** The selection is the analyst's standing question: it answers again on every change of the cluster. */
function askAnalyst(selection: Selection | undefined, ports: Ports): void {
  ports.postToAnalyst({ type: 'peers', of: selection?.type === 'workload' ? selection.id : undefined });
  ports.postToAnalyst({
    type: 'decide',
    question: selection?.type === 'edge' ? { source: selection.source, destination: selection.destination } : undefined,
  });
}
