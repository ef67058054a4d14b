import { describe, expect, test } from 'vitest';
import { formatSelector, matchSelector, parseLabelSelector } from './label-selector.ts';

describe('label selectors', () => {
  test.each([
    ['a=b', { a: 'b' }, true],
    ['a==b', { a: 'c' }, false],
    ['a!=b', {}, true],
    ['a in (b, c)', { a: 'c' }, true],
    ['a notin (b)', {}, true],
    ['a', { a: '' }, true],
    ['!a', { a: '' }, false],
    ['a=,b', { a: '', b: 'x' }, true],
    ['a>1', { a: '2' }, true],
    ['a=b,c=d', { a: 'b' }, false],
    ['constructor', {}, false],
    ['toString!=x', {}, true],
  ])('%s on %j is %s', (selector, labels, expected) => {
    expect(parseLabelSelector(selector)(labels as Record<string, string>)).toBe(expected);
  });

  test.each(['a in b', 'a=b c', '=', 'a in (b', 'a,'])('%s is refused', (selector) => {
    expect(() => parseLabelSelector(selector)).toThrow(/unable to parse requirement|expected/);
  });

  test('an absent selector matches nothing, an empty one everything', () => {
    expect(matchSelector(undefined, { a: 'b' })).toBe(false);
    expect(matchSelector({}, undefined)).toBe(true);
    expect(matchSelector({ matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['b'] }] }, {})).toBe(true);
    expect(matchSelector({ matchLabels: { constructor: 'x' } }, {})).toBe(false);
  });

  test('tables print selectors as kubectl does', () => {
    expect(formatSelector({})).toBe('<none>');
    const matchExpressions = [
      { key: 'c', operator: 'In', values: ['z', 'y'] },
      { key: 'd', operator: 'DoesNotExist' },
    ];
    expect(formatSelector({ matchLabels: { b: '1', a: '2' }, matchExpressions })).toBe('a=2,b=1,c in (y,z),!d');
  });
});
