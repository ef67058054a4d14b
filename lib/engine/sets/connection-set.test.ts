import { expect, test } from 'vitest';
import { describe, equal, everything, intersect, isEmpty, isEverything, nothing, subtract, union } from '../index.ts';

test('union joins ranges that touch, subtract leaves what is apart', () => {
  expect(union({ TCP: [[80, 80]] }, { TCP: [[81, 90]], UDP: [[53, 53]] })).toEqual({
    TCP: [[80, 90]],
    UDP: [[53, 53]],
  });
  expect(subtract(everything, { TCP: [[80, 80]] }).TCP).toEqual([
    [1, 79],
    [81, 65535],
  ]);
  expect(intersect({ TCP: [[1, 100]] }, { TCP: [[80, 200]], UDP: [[1, 2]] })).toEqual({ TCP: [[80, 100]] });
});

test('everything less everything is nothing', () => {
  expect(isEmpty(subtract(everything, everything))).toBe(true);
  expect(isEmpty(nothing)).toBe(true);
  expect(isEverything(union(everything, nothing))).toBe(true);
  expect(equal({ TCP: [[1, 2]] }, { TCP: [[1, 3]] })).toBe(false);
});

test.each([
  [everything, 'any port'],
  [nothing, 'no port'],
  [{ TCP: [[8080, 8080]] }, 'TCP 8080'],
  [
    {
      TCP: [
        [80, 80],
        [8080, 8090],
      ],
    },
    'TCP 80,8080-8090',
  ],
  [{ TCP: [[1, 65535]] }, 'any TCP'],
  [{ TCP: [[53, 53]], UDP: [[53, 53]] }, 'TCP 53, UDP 53'],
  [{ TCP: [1, 3, 5, 7].map((port) => [port, port]) }, '4 ports'],
] as const)('%j is written %s', (set, text) => {
  expect(describe(set as Parameters<typeof describe>[0])).toBe(text);
});
