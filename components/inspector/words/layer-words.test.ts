import { expect, test } from 'vitest';
import type { LayerReasons } from '#engine';
import { policyAnswer } from './layer-words.ts';

const SILENT: LayerReasons = {
  layer: 'network-policy',
  says: 'denied',
  closes: true,
  policies: ['a/p', 'a/q'],
  admittedBy: [],
  deniedBy: [],
  passedBy: [],
};
const at = (rule: number, policy = 'a/p') => ({ policy, direction: 'ingress' as const, rule });

test('a policy is told by its own rules: admits, denies or passes on', () => {
  expect(policyAnswer('a/p', { ...SILENT, admittedBy: [at(0), at(2), at(1, 'a/q')] }).text).toBe('admits, rule 1, 3');
  expect(policyAnswer('a/p', { ...SILENT, deniedBy: [at(1)] })).toEqual({ tone: 'denied', text: 'denies, rule 2' });
  expect(policyAnswer('a/p', { ...SILENT, says: 'passed', passedBy: [at(0)] }).text).toBe('passes on, rule 1');
});

test('a policy without a rule that matches closes in a layer that isolates, and says nothing in one that does not', () => {
  expect(policyAnswer('a/p', SILENT)).toEqual({ tone: 'denied', text: 'does not admit' });
  expect(policyAnswer('a/p', { ...SILENT, closes: false, says: 'passed' }).text).toBe('no rule matches');
});

test('what was decided above, or cannot be known, is not called a denial', () => {
  expect(policyAnswer('a/p', { ...SILENT, says: 'not-asked' })).toEqual({ tone: 'calm', text: 'not asked' });
  expect(policyAnswer('a/p', { ...SILENT, says: 'unknown' })).toEqual({ tone: 'unknown', text: 'cannot tell' });
});
