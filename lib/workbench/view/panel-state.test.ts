import { describe, expect, it } from 'vitest';
import { analysedWorkbench } from '../fixtures/analysed-workbench.ts';
import type { Workbench } from '../store.ts';
import { panelDecision, panelPeers, panelPolicies, panelReachability, panelState } from './panel-state.ts';

const WEB = 'shop/web[Deployment]';
const DB = 'shop/db[Deployment]';
const DENY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
  namespace: shop
spec:
  podSelector: {}
`;

function drafting(): Workbench {
  const workbench = analysedWorkbench(['web', 'db']);
  workbench.intents.newPolicy('shop');
  workbench.intents.edit(workbench.store.getState().draft.current ?? '', DENY);
  return workbench;
}

describe('panels speak of what the map shows', () => {
  it('tell of the draft while it is open, with its rule as the reason', () => {
    const { store, intents } = drafting();
    intents.select({ type: 'edge', source: WEB, destination: DB });
    const decision = panelDecision(store.getState());
    expect(panelState(store.getState())).toBe('after');
    expect(decision).toMatchObject({ verdict: 'denied', ingress: { isolatedBy: ['shop/deny'] } });
  });

  it('tell of the cluster before the draft where asked to, and where the map shows it', () => {
    const { store, intents } = drafting();
    intents.select({ type: 'edge', source: WEB, destination: DB });
    intents.setSide('before');
    expect(panelState(store.getState())).toBe('before');
    expect(panelDecision(store.getState())?.verdict).toBe('allowed');
    expect(store.getState().view).toBe('changes');
    intents.setView('after');
    expect(panelDecision(store.getState())?.verdict).toBe('denied');
    intents.setView('before');
    expect(panelDecision(store.getState())?.verdict).toBe('allowed');
  });

  it('tell of the live cluster when the draft is closed', () => {
    const { store, intents } = drafting();
    intents.select({ type: 'workload', id: DB });
    const admitted = () => panelPeers(store.getState())?.value.ingress.filter(({ verdict }) => verdict === 'allowed');
    const isolated = () => panelReachability(store.getState())?.workloads.map(({ ingress }) => ingress.isolated);
    expect([admitted()?.length, isolated()]).toEqual([0, ['yes', 'yes']]);
    intents.closeDraft();
    expect(panelState(store.getState())).toBe('live');
    expect([admitted()?.length, isolated()]).toEqual([1, ['no', 'no']]);
  });

  it('follow every key of the draft', () => {
    const { store, intents } = drafting();
    intents.select({ type: 'edge', source: WEB, destination: DB });
    const key = store.getState().draft.current ?? '';
    intents.edit(key, `${DENY}  ingress:\n  - {}\n`);
    expect(panelDecision(store.getState())?.ingress.admittedBy).toEqual([
      { policy: 'shop/deny', direction: 'ingress', rule: 0 },
    ]);
  });

  it('offer what would admit it with the draft as it stands, and add it to that draft', async () => {
    const { store, intents } = drafting();
    intents.select({ type: 'edge', source: WEB, destination: DB });
    const fix = store.getState().pairFix;
    expect(fix).toMatchObject({ removed: 0, added: [{ source: WEB, destination: DB }] });
    await intents.draftPolicies(fix?.policies ?? []);
    expect(store.getState().draft.edits).toHaveLength(2);
    expect(panelDecision(store.getState())?.verdict).toBe('allowed');
  });

  it('never show an answer of the other cluster', () => {
    const { store, receiveAnalyst, intents } = drafting();
    intents.select({ type: 'edge', source: WEB, destination: DB });
    const decision = store.getState().decision;
    if (!decision) throw new Error('nothing was decided');
    receiveAnalyst({ type: 'decision', state: 'live', decision });
    expect(panelDecision(store.getState())).toBeUndefined();
  });

  it('know the policies of the draft, and keep their list while nothing changes', () => {
    const { store, intents } = drafting();
    const policies = panelPolicies();
    const names = () => policies(store.getState()).map(({ metadata }) => metadata.name);
    expect(names()).toEqual(['deny']);
    const before = policies(store.getState());
    intents.select({ type: 'policy', id: 'shop/deny' });
    expect(policies(store.getState())).toBe(before);
    intents.setSide('before');
    expect(names()).toEqual([]);
  });

  it('open the text of the draft for a policy that is stored nowhere', async () => {
    const { store, intents } = drafting();
    const key = store.getState().draft.current;
    intents.newPolicy('shop');
    await intents.openPolicy('shop/deny');
    expect(store.getState().draft).toMatchObject({ current: key, edits: { length: 2 } });
  });
});
