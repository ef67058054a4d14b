/**
 * The store: one state, changed only here. Messages of the stream and of the analyst come in by `receive…`; the acts of
 * a person by the intents. Screens subscribe and never write.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StreamMessage } from '#stream';
import { applyToScreen } from '#stream';
import { type CompletionAsker, completionAsker } from './completion/ask-completions.ts';
import { DraftKeeper } from './drafts/draft-keeper.ts';
import { followDraft } from './dry-run.ts';
import { applyIntents, settleApplied, takeUpApply } from './intents/apply-intents.ts';
import { draftIntents, restoreInto } from './intents/draft-intents.ts';
import { historyIntents } from './intents/history-intents.ts';
import { proposalIntents } from './intents/proposal-intents.ts';
import { screenIntents } from './intents/screen-intents.ts';
import { type ProposalAsker, proposalAsker } from './proposals/ask-proposals.ts';
import type { FromAnalyst } from './state/analyst-messages.ts';
import { INITIAL_STATE } from './state/initial-state.ts';
import type { Ports } from './state/ports.ts';
import type { Intents, Link, WorkbenchState } from './state/state.ts';
import type { GetState, SetState } from './state/state-access.ts';
import { namedSelection } from './view/named-selection.ts';
import { followPanels } from './view/panel-state.ts';
import { afterRevision, withRevision } from './view/shown-age.ts';

export interface Workbench {
  readonly store: StoreApi<WorkbenchState>;
  readonly intents: Intents;
  receiveStream(message: StreamMessage): StreamVerdict;
  receiveAnalyst(message: FromAnalyst): void;
  setLink(state: Link['state']): void;
  /** What may be written at a place of a text: the editor's question alone, which changes nothing. */
  readonly complete: CompletionAsker['ask'];
  readonly propose: ProposalAsker['ask'];
  /** Another tab wrote into the storage: under this name, or who knows where. */
  receiveStorage(name?: string): void;
  /** The page may be gone soon: what could not be stored is tried once more. */
  flush(): void;
}

/** `gap`: the message does not follow what is known; a fresh snapshot must be asked for. */
export type StreamVerdict = 'taken' | 'gap';

export function createWorkbench(ports: Ports, initial: Partial<WorkbenchState> = {}): Workbench {
  const store = createStore<WorkbenchState>(() => ({ ...INITIAL_STATE, ...initial }));
  const get: GetState = store.getState;
  const set: SetState = (change) => store.setState(change);
  const keeper = new DraftKeeper(get, set, ports);
  const applying = applyIntents(get, set, ports, keeper, () => whenRead(store));
  const intents: Intents = {
    ...screenIntents(get, set, ports),
    ...draftIntents(get, set, ports, keeper),
    ...proposalIntents(get, set, ports, keeper),
    ...applying,
    ...historyIntents(get, set, ports, applying.undo),
  };
  const completions = completionAsker(ports.postToAnalyst);
  const proposals = proposalAsker(ports.postToAnalyst);
  followDraft(store, ports);
  followPanels(store, ports);
  return {
    store,
    intents,
    complete: completions.ask,
    propose: proposals.ask,
    receiveStream: (message) => receiveStream(message, get, set, ports, keeper),
    receiveAnalyst: (message) => {
      if (message.type === 'proposal') proposals.receive(message.id, message.proposal);
      if (message.type === 'completions') completions.receive(message.id, message.completions);
      receiveAnalyst(message, get, set);
      if (message.type === 'reachability') nameSelection(get, intents);
    },
    setLink: (state) => set({ link: { ...get().link, state } }),
    receiveStorage: (name) => keeper.meetOthers(name),
    flush: () => keeper.flush(),
  };
}

function whenRead(store: StoreApi<WorkbenchState>): Promise<void> {
  return new Promise((resolve, reject) => {
    const unsubscribe = store.subscribe(look);
    look();
    function look() {
      const { turn, reading, fault } = store.getState();
      if (reading.turn === turn) resolve();
      else if (fault !== undefined) reject(new Error(`The draft could not be read: ${fault}`));
      else return;
      unsubscribe();
    }
  });
}

function receiveStream(
  message: StreamMessage,
  get: GetState,
  set: SetState,
  ports: Ports,
  keeper: DraftKeeper,
): StreamVerdict {
  const heardAt = ports.now();
  const link: Link = { ...get().link, state: 'open', heardAt };
  if (message.type === 'health') {
    set({ link: { ...link, healthAt: heardAt }, health: message.health });
    return 'taken';
  }
  if (message.type === 'session') {
    set({ link, session: message.session });
    return 'taken';
  }
  const known = get().snapshot;
  const { snapshot, gap } = applyToScreen(known, message);
  if (gap || !snapshot) return 'gap';
  if (message.type === 'snapshot') {
    const isOther = known !== undefined && known.epoch !== snapshot.epoch;
    set({
      link: { ...link, healthAt: heardAt },
      snapshot,
      health: message.health,
      unjudged: withRevision(isOther ? [] : get().unjudged, snapshot.revision, heardAt),
      ...(isOther && { findings: undefined }),
    });
    const { packed } = message;
    ports.postToAnalyst({ type: 'snapshot', snapshot: message.snapshot, ...(packed && { packed }) });
    if (!known || known.epoch !== snapshot.epoch) restoreInto(get, set, keeper);
    if (!known && !get().session?.readOnly) void takeUpApply(get, set, ports, keeper);
  } else {
    set({ link, snapshot, unjudged: withRevision(get().unjudged, snapshot.revision, heardAt) });
    ports.postToAnalyst({ type: 'change', change: message });
  }
  settleApplied(get, keeper);
  return 'taken';
}

/** What a link named before the cluster was known. */
function nameSelection(get: GetState, intents: Intents): void {
  const { selection, reachability } = get();
  if (selection && reachability && namedSelection(selection, reachability) !== selection) intents.select(selection);
}

function receiveAnalyst(message: FromAnalyst, get: GetState, set: SetState): void {
  const { selection } = get();
  switch (message.type) {
    case 'reachability':
      set({
        reachability: message.reachability,
        fault: undefined,
        unjudged: afterRevision(get().unjudged, message.revision),
      });
      break;
    case 'still so':
      set({ unjudged: afterRevision(get().unjudged, message.revision) });
      break;
    case 'draft effect': {
      const { turn, edits } = get().reading;
      set({ reading: { turn, edits, ...message.meaning }, effectTurn: message.turn });
      break;
    }
    case 'reading':
      set({ reading: message.reading, effectTurn: message.reading.turn });
      break;
    case 'peers':
      // The answer may come after the selection moved on.
      if (selection?.type !== 'workload' || selection.id !== message.of) break;
      set({ peers: message.value && { of: message.of, state: message.state, value: message.value } });
      break;
    case 'decision':
      if (selection?.type !== 'edge') break;
      set({ decision: message.decision, decisionOf: message.state, pairFix: message.pairFix });
      break;
    case 'findings':
      set({ findings: { revision: message.revision, list: message.findings, impacts: {} } });
      break;
    case 'impacts': {
      const { findings } = get();
      if (findings?.revision !== message.revision) break;
      set({ findings: { ...findings, impacts: { ...findings.impacts, ...message.impacts } } });
      break;
    }
    case 'effect': {
      const { history } = get();
      if (history.review?.id !== message.id) break;
      set({ history: { ...history, review: { id: message.id, effect: message.effect } } });
      break;
    }
    case 'fault':
      set({ fault: message.message });
      break;
  }
}
