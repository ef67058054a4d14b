/** Which cluster the panels speak of: while a draft with a meaning is open, before or after it; else the live one. */

import type { StoreApi } from 'zustand/vanilla';
import type { NetworkPolicy, PolicyEdit, Reachability } from '#engine';
import type { AskedState } from '../state/analyst-messages.ts';
import type { Ports } from '../state/ports.ts';
import type { WorkbenchState } from '../state/state.ts';
import { memoizeLast } from './memoize-last.ts';
import { withEdits } from './with-edits.ts';

export type PanelState = 'live' | 'before' | 'after';

type Side = Pick<WorkbenchState, 'draftOpen' | 'side' | 'reading'>;

export function panelState({ draftOpen, side, reading }: Side): PanelState {
  return draftOpen && reading.diff ? side : 'live';
}

export function panelReachability(state: Side & Pick<WorkbenchState, 'reachability'>): Reachability | undefined {
  const { diff } = state.reading;
  switch (panelState(state)) {
    case 'live':
      return state.reachability;
    case 'before':
      return diff?.before;
    case 'after':
      return diff?.after;
  }
}

const NONE: readonly NetworkPolicy[] = [];

/** A function of its own for every screen that asks: it keeps the identity of a list that did not change. */
export function panelPolicies(): (state: Side & Pick<WorkbenchState, 'snapshot'>) => readonly NetworkPolicy[] {
  const edited = memoizeLast((policies: readonly NetworkPolicy[], edits: readonly PolicyEdit[]) =>
    withEdits(policies, edits),
  );
  return (state) => {
    const policies = state.snapshot?.policies ?? NONE;
    return panelState(state) === 'after' ? edited(policies, state.reading.policyEdits ?? []) : policies;
  };
}

/** The peers of the selected workload, once they are answered of the cluster that the panels speak of. */
export function panelPeers(state: Side & Pick<WorkbenchState, 'peers'>): WorkbenchState['peers'] {
  return state.peers?.state === askedState(state) ? state.peers : undefined;
}

/** The decision on the selected edge, in the same way. */
export function panelDecision(
  state: Side & Pick<WorkbenchState, 'decision' | 'decisionOf'>,
): WorkbenchState['decision'] {
  return state.decisionOf === askedState(state) ? state.decision : undefined;
}

function askedState(state: Side): AskedState {
  return panelState(state) === 'after' ? 'drafted' : 'live';
}

/** Tells the analyst what to answer of. */
export function followPanels(store: StoreApi<WorkbenchState>, ports: Ports): void {
  let told: AskedState = 'live';
  store.subscribe((state) => {
    const asked: AskedState = state.draftOpen && state.side === 'after' ? 'drafted' : 'live';
    if (asked === told) return;
    told = asked;
    ports.postToAnalyst({ type: 'answer of', state: asked });
  });
}
