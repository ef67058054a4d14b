import { expect, test } from 'vitest';
import type { ApplyAnswer } from '#stream';
import type { ApplyStage } from '#workbench';
import { standsFor } from './stands-for.ts';

const answer = (more: Partial<ApplyAnswer> = {}): ApplyAnswer => ({
  applyId: 'a',
  writes: [{ id: 'shop/web', outcome: 'created', warnings: [] }],
  ...more,
});
const applied = (more: Partial<ApplyAnswer> = {}): ApplyStage => ({
  stage: 'applied',
  answer: answer(more),
  at: 0,
  sent: [],
  letGo: [],
});
const refusal = { status: 403, reason: 'Forbidden', message: 'no', kind: 'forbidden' as const, causes: [] };

test('what went well leaves by itself', () => {
  expect(standsFor(applied())).toBeGreaterThan(10_000);
  expect(standsFor({ stage: 'undone', answer: answer(), byCountdown: false })).toBeGreaterThan(5_000);
});

test('a countdown, and what did not go well, stay until they are put away', () => {
  expect(standsFor(applied({ undoesInSeconds: 60 }))).toBeUndefined();
  const refused = { writes: [{ id: 'shop/web', outcome: 'refused' as const, warnings: [], refusal }] };
  expect(standsFor(applied(refused))).toBeUndefined();
  expect(standsFor({ stage: 'undone', answer: answer(refused), byCountdown: true })).toBeUndefined();
  const part = { writes: [...answer().writes, ...refused.writes] };
  expect(standsFor(applied(part))).toBeUndefined();
  expect(standsFor({ stage: 'idle' })).toBeUndefined();
});
