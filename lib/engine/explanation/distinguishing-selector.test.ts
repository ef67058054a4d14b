import { expect, test } from 'vitest';
import type { Labels } from '../index.ts';
import { distinguishingSelectors } from './distinguishing-selector.ts';

const selectors = (own: readonly Labels[], others: readonly Labels[], named: readonly string[] = []) =>
  distinguishingSelectors({ own, others, mayName: (key) => named.includes(key) });

test('what the pods share is named, and nothing else where that suffices', () => {
  expect(
    selectors(
      [
        { app: 'a', x: '1' },
        { app: 'a', x: '2' },
      ],
      [{ app: 'b' }],
    ),
  ).toEqual([{ matchLabels: { app: 'a' } }]);
});

test('what others have and the pods lack is denied', () => {
  expect(selectors([{ app: 'a' }], [{ app: 'a', track: 'canary' }])).toEqual([
    { matchLabels: { app: 'a' }, matchExpressions: [{ key: 'track', operator: 'DoesNotExist' }] },
  ]);
});

test('where all pods have a label, its values are listed', () => {
  expect(selectors([{ app: 'a' }, { app: 'b' }], [{ app: 'c' }, {}])).toEqual([
    { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] },
  ]);
});

test('where some pods have a label, the values of others are left out, all in one condition', () => {
  expect(
    selectors(
      [{ app: 'a' }, { app: 'a', v: '1' }],
      [
        { app: 'a', v: '2' },
        { app: 'a', v: '3' },
      ],
    ),
  ).toEqual([{ matchLabels: { app: 'a' }, matchExpressions: [{ key: 'v', operator: 'NotIn', values: ['2', '3'] }] }]);
});

test('what no single selector tells apart is told by one for each kind of pod', () => {
  expect(
    selectors(
      [
        { a: '1', b: '1' },
        { a: '2', b: '2' },
      ],
      [{ a: '1', b: '2' }],
    ),
  ).toEqual([{ matchLabels: { a: '1', b: '1' } }, { matchLabels: { a: '2', b: '2' } }]);
});

test('what cannot be told apart matches all the same', () => {
  expect(selectors([{ app: 'a' }], [{ app: 'a' }])).toEqual([{ matchLabels: { app: 'a' } }]);
});

test('a label of one rollout is named only where it may be, and where others do not suffice', () => {
  const hash = 'pod-template-hash';
  const own = [{ app: 'a', [hash]: '1' }];
  expect(selectors(own, [{ app: 'a', [hash]: '2' }])).toEqual([{ matchLabels: { app: 'a' } }]);
  expect(selectors(own, [{ app: 'b', [hash]: '2' }], [hash])).toEqual([{ matchLabels: { app: 'a' } }]);
  expect(selectors(own, [{ app: 'a', [hash]: '2' }], [hash])).toEqual([{ matchLabels: { app: 'a', [hash]: '1' } }]);
});

test('labels called like members of objects are labels', () => {
  expect(selectors([{ constructor: 'a' }], [{ constructor: 'b' }, {}])).toEqual([
    { matchLabels: { constructor: 'a' } },
  ]);
});
