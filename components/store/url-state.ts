/** Keeps what is looked at in the address, so that a view can be shared and survives a reload. */

import type { DraftView, MapDetail, Selection, Workbench, WorkbenchState } from '#workbench';

const DETAILS: readonly MapDetail[] = ['auto', 'groups', 'namespaces', 'workloads'];
const VIEWS: readonly DraftView[] = ['before', 'after', 'changes'];

/**
 * Reads the address once, then writes every change of the store back to it. Another selection, or the draft opened or
 * closed, is a step that Back takes back, as another screen is; the rest only rewrites the address. Returns how to stop.
 */
export function followUrl(workbench: Workbench): () => void {
  const { store } = workbench;
  readInto(workbench, new URLSearchParams(location.search));
  let last = queryOf(store.getState());
  let step = stepOf(store.getState());
  let isGoing = false;
  const write = (state: WorkbenchState) => {
    const query = queryOf(state);
    if (query === last) return;
    const isStep = stepOf(state) !== step && !isGoing;
    [last, step] = [query, stepOf(state)];
    if (isStep) history.pushState(null, '', addressWith(query));
    else if (!isGoing) history.replaceState(history.state, '', addressWith(query));
  };
  const unsubscribe = store.subscribe(write);
  const onBack = () => {
    isGoing = true;
    goTo(workbench, new URLSearchParams(location.search));
    isGoing = false;
  };
  addEventListener('popstate', onBack);
  return () => {
    unsubscribe();
    removeEventListener('popstate', onBack);
  };
}

function addressWith(query: string): string {
  return `${location.pathname}${query && `?${query}`}${location.hash}`;
}

function stepOf(state: WorkbenchState): string {
  return `${state.draftOpen} ${state.openGroup ?? ''} ${state.selection ? selectionText(state.selection) : ''}`;
}

/** What the address of a step leaves out is as it was at first. */
function goTo({ intents, store }: Workbench, query: URLSearchParams): void {
  const selection = parseSelection(query.get('select'));
  const { selection: before } = store.getState();
  if ((before && selectionText(before)) !== (selection && selectionText(selection))) intents.select(selection);
  if (query.get('draft') !== 'open') intents.closeDraft();
  else if (store.getState().draft.edits.length > 0) intents.openDraft();
  intents.setNamespaces(query.get('ns')?.split(',') ?? 'all');
  intents.setFilter(query.get('filter') ?? '');
  intents.setOpenGroup(query.get('open') ?? undefined);
}

function readInto({ intents }: Workbench, query: URLSearchParams): void {
  const selection = parseSelection(query.get('select'));
  if (selection) intents.select(selection);
  const view = query.get('view');
  if (VIEWS.some((known) => known === view)) intents.setView(view as DraftView);
  const namespaces = query.get('ns');
  if (namespaces) intents.setNamespaces(namespaces.split(','));
  if (query.get('draft') === 'open') intents.openDraft();
  intents.setFilter(query.get('filter') ?? '');
  intents.setDetail(DETAILS.find((known) => known === query.get('detail')) ?? 'auto');
  intents.setGroupBy(query.get('by') ?? undefined);
  intents.setOpenGroup(query.get('open') ?? undefined);
}

function queryOf(state: WorkbenchState): string {
  const query = new URLSearchParams();
  if (state.selection) query.set('select', selectionText(state.selection));
  if (state.draftOpen) query.set('draft', 'open');
  if (state.view !== 'changes') query.set('view', state.view);
  if (state.namespaces !== 'all') query.set('ns', state.namespaces.join(','));
  if (state.filter) query.set('filter', state.filter);
  if (state.detail !== 'auto') query.set('detail', state.detail);
  if (state.groupBy !== undefined) query.set('by', state.groupBy);
  if (state.openGroup !== undefined) query.set('open', state.openGroup);
  return query.toString();
}

function selectionText(selection: Selection): string {
  switch (selection.type) {
    case 'workload':
    case 'policy':
      return `${selection.type}:${selection.id}`;
    case 'namespace':
      return `namespace:${selection.name}`;
    case 'group':
      return `group:${selection.id}`;
    case 'edge':
      return `edge:${selection.source}>${selection.destination}`;
  }
}

function parseSelection(text: string | null): Selection | undefined {
  const colon = text?.indexOf(':') ?? -1;
  if (!text || colon < 0) return undefined;
  const [type, rest] = [text.slice(0, colon), text.slice(colon + 1)];
  if (type === 'workload' || type === 'policy') return { type, id: rest };
  if (type === 'namespace') return { type, name: rest };
  if (type === 'group') return { type, id: rest };
  const [source, destination] = rest.split('>');
  return type === 'edge' && source && destination ? { type, source, destination } : undefined;
}
