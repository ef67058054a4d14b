import { expect, test } from 'vitest';
import type { WriteResult } from '#stream';
import { answerWords } from './answer-words.ts';

const write = (outcome: WriteResult['outcome'], id = 'shop/web'): WriteResult => ({ id, outcome, warnings: [] });

test('what was done stands before what was not', () => {
  const refusal = { status: 403, reason: 'Forbidden', message: 'no', kind: 'forbidden' as const, causes: [] };
  expect(
    answerWords({ applyId: 'a', writes: [write('created'), { ...write('refused', 'shop/db'), refusal }] }, false),
  ).toEqual({ title: 'Applied 1 policy.', detail: 'shop/db: no', isRefused: false, isAlarm: false });
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

test('what is not known is neither applied nor refused', () => {
  expect(answerWords({ applyId: 'a', writes: [write('unknown')] }, false)).toEqual({
    title: 'It is not known yet whether 1 policy was stored.',
    detail: 'shop/web: the server did not say whether it was stored; it is read up.',
    isRefused: false,
    isAlarm: true,
  });
  const both = answerWords({ applyId: 'a', writes: [write('created'), write('unknown', 'shop/db')] }, false);
  expect([both.title, both.isAlarm]).toEqual(['Applied 1 policy, 1 not known yet.', true]);
});

test('what was stored otherwise than it was shown is an alarm that names the fields', () => {
  const words = answerWords({ applyId: 'a', writes: [{ ...write('created'), unlikePreview: ['spec.egress'] }] }, false);
  expect(words).toMatchObject({ title: 'Applied 1 policy.', isAlarm: true, isRefused: false });
  expect(words.detail).toBe('shop/web was stored otherwise than it was shown: spec.egress.');
});
