import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sameJson } from './same-json.ts';

it('a copy says the same, whatever the order of its keys', () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, reversed(inner)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(sameJson(value, reversed(structuredClone(value)))).toBe(true);
    }),
    { seed: 7 },
  );
});

it('two values say the same exactly when their JSON with sorted keys is the same', () => {
  const sorted = (value: unknown): string =>
    JSON.stringify(value, (_, inner) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    );
  const small = fc.jsonValue({ maxDepth: 2, noUnicodeString: true } as never);
  fc.assert(
    fc.property(small, small, (a, b) => {
      expect(sameJson(a, b)).toBe(sorted(a) === sorted(b));
    }),
    { seed: 7 },
  );
});

it('absent and undefined are one; absent and null are not', () => {
  expect(sameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(sameJson({ a: 1, b: null }, { a: 1 })).toBe(false);
  expect(sameJson({ a: undefined }, { b: undefined })).toBe(true);
});

it('keys of every object are only keys', () => {
  expect(sameJson(JSON.parse('{"__proto__":1}'), {})).toBe(false);
  expect(sameJson({}, JSON.parse('{"constructor":1}'))).toBe(false);
  expect(sameJson(JSON.parse('{"__proto__":{"a":1}}'), JSON.parse('{"__proto__":{"a":1}}'))).toBe(true);
});
