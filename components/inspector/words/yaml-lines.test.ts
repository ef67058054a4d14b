import { describe, expect, test } from 'vitest';
import { blockAt, numbered, termLine } from './yaml-lines.ts';

const LINES = numbered(`spec:
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app: ui
      ports:
        - port: 80
    - {}
  policyTypes:
    - Ingress
`);

describe('lines of a policy', () => {
  test('a rule reaches to where the next one begins', () => {
    expect(blockAt(LINES, 3).map(({ number }) => number)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(blockAt(LINES, 9).map(({ number }) => number)).toEqual([9]);
  });

  test('a label is found below its selector, and nowhere else', () => {
    expect(termLine(LINES, 5, 'app')).toBe(6);
    expect(termLine(LINES, 7, 'app')).toBe(7);
    expect(termLine(LINES, 5, undefined)).toBe(5);
  });
});
