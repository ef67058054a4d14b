import { describe, expect, it } from 'vitest';
import type { NetworkPolicy } from '#engine';
import type { HistoryEntry } from '#stream';
import { analysedWorkbench } from '../fixtures/analysed-workbench.ts';

const deny: NetworkPolicy = {
  metadata: { name: 'deny', namespace: 'shop' },
  spec: { podSelector: {}, policyTypes: ['Ingress'] },
};

const entry: HistoryEntry = {
  id: 'a1',
  time: '2026-12-01T12:00:00Z',
  action: 'apply',
  cluster: { name: 'lab' },
  writes: [
    { id: 'shop/deny', outcome: 'created', warnings: [], after: deny },
    { id: 'shop/other', outcome: 'refused', warnings: [] },
  ],
  undoable: true,
};

function withHistory(entries: readonly HistoryEntry[]) {
  const workbench = analysedWorkbench(['web', 'db'], [deny]);
  workbench.store.setState({ history: { state: 'read', entries: [...entries] } });
  return workbench;
}

describe('the way back from an entry of history', () => {
  it('tells what it would change before anything is written', () => {
    const { store, intents } = withHistory([entry]);
    intents.reviewUndo('a1');
    expect(store.getState().history.review).toMatchObject({ id: 'a1' });
    expect(store.getState().history.review?.effect?.sentence).toMatch(/^Adds 2 /);
  });

  it('of a deletion puts back what stood before', () => {
    const { store, intents } = withHistory([
      { ...entry, writes: [{ id: 'shop/deny-web', outcome: 'deleted', warnings: [], before: narrowed }] },
    ]);
    intents.reviewUndo('a1');
    expect(store.getState().history.review?.effect?.sentence).toMatch(/web for egress/);
  });

  it('is put away, and an effect that comes late is of nothing that is shown', () => {
    const { store, intents, receiveAnalyst } = withHistory([entry]);
    intents.reviewUndo('a1');
    const effect = store.getState().history.review?.effect;
    intents.reviewUndo(undefined);
    expect(store.getState().history.review).toBeUndefined();
    if (effect) receiveAnalyst({ type: 'effect', id: 'a1', effect });
    expect(store.getState().history.review).toBeUndefined();
  });
});

const narrowed: NetworkPolicy = {
  metadata: { name: 'deny-web', namespace: 'shop' },
  spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'] },
};
