import { expect, test } from 'vitest';
import type { HistoryEntry, HistoryWrite } from '#stream';
import { entryWords } from './entry-words.ts';

const write = (outcome: HistoryWrite['outcome']): HistoryWrite => ({ id: 'ui/a', outcome, warnings: [] });

function entry(outcomes: readonly HistoryWrite['outcome'][], more: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    id: '1',
    time: '2026-01-01T00:00:00Z',
    action: 'apply',
    cluster: { name: 'lab' },
    writes: outcomes.map(write),
    undoable: false,
    ...more,
  };
}

test.each([
  [entry(['created']), 'Created 1 policy', 'done'],
  [entry(['created', 'deleted']), 'Wrote 2 policies', 'done'],
  [entry(['changed', 'refused', 'skipped']), 'Changed 1 policy, 2 not', 'part'],
  [entry(['refused']), 'Wrote nothing of 1 policy', 'nothing'],
  [entry(['unknown']), 'What became of 1 policy is not known yet', 'part'],
  [entry(['deleted'], { action: 'undo' }), 'Took back 1 policy', 'done'],
  [
    entry(['deleted'], { action: 'undo', byCountdown: true }),
    'Took back 1 policy, since nobody kept it in time',
    'done',
  ],
  [entry(['refused'], { action: 'undo' }), 'Took nothing back', 'nothing'],
] as const)('%#: %s', (given, title, outcome) => {
  expect(entryWords(given)).toEqual({ title, outcome });
});
