/** The state before anything was heard. */
import type { WorkbenchState } from './state.ts';

export const INITIAL_STATE: WorkbenchState = {
  link: { state: 'connecting' },
  history: { state: 'unread' },
  draft: { edits: [] },
  bin: [],
  unjudged: [],
  keeping: { strange: [] },
  turn: 0,
  reading: { turn: 0, edits: [], outdated: false },
  effectTurn: 0,
  draftOpen: false,
  view: 'changes',
  side: 'after',
  shown: { rule: true, open: true, denied: false, unknown: true },
  namespaces: 'all',
  filter: '',
  detail: 'auto',
  levelMemories: {},
  apply: { stage: 'idle' },
};
