import { expect, it } from 'vitest';
import { ownRefusal } from '../../connect/refusal.ts';
import { outcomeByReading } from './outcome.ts';

const policy = (resourceVersion: string, spec: object) => ({
  metadata: { namespace: 'shop', name: 'web', uid: 'u', resourceVersion },
  spec,
});
const before = policy('1', {});
const after = policy('1', { podSelector: { matchLabels: { a: 'b' } } });
const write = { action: 'put', id: 'shop/web' } as const;
const lost = (status: number) => ownRefusal('unreachable', status, '', 'no answer');

it.each([
  [0, 'The answer got lost; what is stored was read again.'],
  [504, 'The answer (status 504) did not tell whether it was stored; what is stored was read again.'],
])('after an answer of status %i it is said what became of the answer', (status, warning) => {
  const found = { ...after, metadata: { ...after.metadata, resourceVersion: '2' } };
  const told = outcomeByReading({ write, before, after }, found, lost(status));
  expect([told.outcome, told.warnings]).toEqual(['changed', [warning]]);
});

it('a policy that is not there any more is said to be gone, not changed', () => {
  const told = outcomeByReading({ write, before, after }, undefined, lost(0));
  expect(told.refusal?.message).toContain('is not there any more');
});

it('what could not be tried before stays unknown where something else is stored now', () => {
  const found = policy('2', { podSelector: {} });
  expect(outcomeByReading({ write, before }, found, lost(0)).outcome).toBe('unknown');
});
