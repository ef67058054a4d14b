import { expect, test } from 'vitest';
import type { WriteResult } from '#stream';
import { answerWords } from './answer-words.ts';

const write = (outcome: WriteResult['outcome'], id = 'shop/web'): WriteResult => ({ id, outcome, warnings: [] });

test('what was done stands before what was not', () => {
  const refusal = { status: 403, reason: 'Forbidden', message: 'no', kind: 'forbidden' as const, causes: [] };
  expect(
    answerWords({ applyId: 'a', writes: [write('created'), { ...write('refused', 'shop/db'), refusal }] }, false),
  ).toEqual({ title: 'Applied 1 policy.', detail: 'shop/db: no', isRefused: false });
});

test('an undo says who did it, and that the text is not lost', () => {
  expect(answerWords({ applyId: 'a', writes: [write('deleted')] }, 'by hand').detail).toBe(
    'What was drafted is a draft again.',
  );
  expect(answerWords({ applyId: 'a', writes: [write('deleted')] }, 'by countdown').detail).toBe(
    'It was not kept in time. What was drafted is a draft again.',
  );
});

test('an undone deletion leaves no draft', () => {
  expect(answerWords({ applyId: 'a', writes: [write('created')] }, 'by hand').detail).toBeUndefined();
});
