import { describe, expect, test } from 'vitest';
import { termWords } from './term-words.ts';

const term = (wants: string, has: string) => termWords({ part: 'pod', path: '', wants, has, matches: false });

describe('termWords', () => {
  test('a label key stands once, in the part', () => {
    expect(term('app.kubernetes.io/name=ui', 'app.kubernetes.io/name=orders')).toEqual({
      part: 'Pod name',
      key: 'app.kubernetes.io/name',
      wants: 'ui',
      has: 'orders',
    });
  });

  test('a label that is missing is called so', () => {
    expect(term('team=a', 'no label team')).toMatchObject({ part: 'Pod team', wants: 'a', has: 'no such label' });
  });

  test('operators keep their word', () => {
    expect(term('tier in (a, b)', 'tier=c')).toMatchObject({ wants: 'in (a, b)', has: 'c' });
    expect(term('a label tier', 'no label tier')).toMatchObject({ wants: 'any value', has: 'no such label' });
    expect(term('no label tier', 'tier=c')).toMatchObject({ wants: 'no such label', has: 'c' });
  });

  test('what is no label stays as it is', () => {
    expect(termWords({ part: 'port', path: '', wants: 'TCP 80', has: 'any port', matches: false })).toEqual({
      part: 'Port',
      wants: 'TCP 80',
      has: 'any port',
    });
  });
});
