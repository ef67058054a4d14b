import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listItems } from './list-items.ts';

function read(bytes: Uint8Array, cuts: readonly number[] = []): { items: unknown[]; rest: unknown } {
  const items: unknown[] = [];
  const reader = listItems((item) => items.push(item));
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const place of [...places, bytes.length]) {
    reader.take(bytes.subarray(from, place));
    from = place;
  }
  return { items, rest: reader.end() };
}

const text = fc.oneof(
  fc.string(),
  fc.constantFrom('items', '"items":[', '\\', '\\"', '"', '[', ']', '{"', ',', 'ü\u2028'),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

describe('a list that arrives in pieces', () => {
  it('gives the items and the rest that reading it whole would give, wherever it is cut', () => {
    const list = fc.record(
      { kind: text, metadata: json, items: fc.array(json, { maxLength: 5 }), after: json },
      { requiredKeys: ['metadata'] },
    );
    fc.assert(
      fc.property(list, fc.array(fc.nat(), { maxLength: 8 }), fc.constantFrom(0, 2), (value, cuts, indent) => {
        const whole = JSON.parse(JSON.stringify(value));
        const { items, rest } = read(Buffer.from(JSON.stringify(value, null, indent)), cuts);
        expect(items).toEqual(whole.items ?? []);
        expect(rest).toEqual('items' in whole ? { ...whole, items: [] } : whole);
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });

  it('takes no other list for the items: not one within, not a text, not null', () => {
    for (const value of [
      { metadata: { items: [1] } },
      { items: null, more: [2] },
      { items: { items: [3] } },
      { kind: 'items', list: [4] },
      [{ items: [5] }],
      'items',
    ]) {
      expect(read(Buffer.from(JSON.stringify(value)))).toEqual({ items: [], rest: value });
    }
  });

  it('that is cut off or damaged is an error and no shorter list', () => {
    const bytes = Buffer.from('{"metadata":{},"items":[{"a":1},{"b":2}]}');
    for (let end = 1; end < bytes.length; end++) expect(() => read(bytes.subarray(0, end))).toThrow(SyntaxError);
    expect(() => read(Buffer.from('{"items":[{"a":1},{"b"}]}'))).toThrow(SyntaxError);
    expect(() => read(Buffer.from('{"items":[1,,2]}'))).toThrow(SyntaxError);
  });
});
