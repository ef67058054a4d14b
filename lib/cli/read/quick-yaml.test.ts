import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Document, parseAllDocuments, parseDocument } from 'yaml';
import { DIALECT } from '#manifest';
import { PlainScalars } from './plain-scalar.ts';
import { readQuickly } from './quick-yaml.ts';

const whole = (text: string) => {
  const documents = parseAllDocuments(text, DIALECT);
  const [document] = 'empty' in documents ? [] : documents;
  if (!document) return { value: null };
  return document.errors.length > 0 || documents.length > 1 ? 'fault' : { value: document.toJS() as unknown };
};

const quick = (text: string) => readQuickly(text, new PlainScalars());

describe('the quick reader and the whole one', () => {
  const words = fc.constantFrom(
    ...['a', 'b: c', 'on', 'no', '~', 'null', '012', '0x1f', '1_000', '1.5', '.5', '1e3', '-1', '- a', 'app', 'x y'],
    ...[
      '10.0.0.0/8',
      '#c',
      'a #b',
      "it's",
      '"q"',
      '{}',
      '[]',
      '*a',
      '&a',
      '|',
      '>',
      ':',
      'a:',
      '%',
      '@x',
      '',
      ' ',
      '?',
    ],
    ...[
      '2001:db8::/64',
      '12:30:45',
      '2001-01-01',
      '0o17',
      '.inf',
      '.nan',
      'true',
      'False',
      '=',
      '<<',
      'é',
      '\t',
      '\\n',
    ],
  );
  const scalar = fc.oneof(words, fc.integer(), fc.boolean(), fc.constant(null), fc.string({ maxLength: 12 }));
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 4 }, scalar, tie('list'), tie('map')),
    list: fc.array(tie('any'), { maxLength: 4 }),
    map: fc.dictionary(fc.oneof(words, fc.string({ maxLength: 6 })), tie('any'), { maxKeys: 4 }),
  })).map;

  test('agree on every document the writer of a whole library makes', () => {
    let read = 0;
    const styles = fc.record({ lineWidth: fc.constantFrom(0, 20, 80), indentSeq: fc.boolean(), flow: fc.boolean() });
    fc.assert(
      fc.property(value, styles, (json, { flow, ...style }) => {
        const document = new Document(json, DIALECT);
        if (flow) document.contents && Object.assign(document.contents, { flow: true });
        const text = document.toString(style);
        const mine = quick(text);
        if (!mine) return;
        read++;
        expect(mine).toEqual(whole(text));
      }),
      { seed: 7, numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(300);
  });

  test('agree on texts put together at random', () => {
    const indent = fc.constantFrom('', '  ', '    ', ' ');
    const mark = fc.constantFrom(
      '',
      '- ',
      'a: ',
      'b: ',
      '"c": ',
      "'d': ",
      'e:',
      '- - ',
      '- f: ',
      'g: |',
      'h: [',
      'i: {',
    );
    const line = fc
      .tuple(indent, mark, words, fc.constantFrom('', '', ' # c', ' ', '\r'))
      .map((parts) => parts.join(''));
    let read = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 7 }), (lines) => {
        const text = lines.join('\n');
        const mine = quick(text);
        if (!mine) return;
        read++;
        expect(mine).toEqual(whole(text));
      }),
      { seed: 8, numRuns: 60_000 },
    );
    expect(read).toBeGreaterThan(1000);
  });

  test('agree on lines within quotes and on texts over several lines', () => {
    for (const text of [
      "a: 'b\n  c'",
      'a: "b\n  c d"\n',
      'a: b\n  c\nd: e',
      'a: |\n  x\n\n  y\n\nb: |+\n  z\n\n',
      'a:\n- b\n- c',
    ]) {
      expect(quick(text)).toEqual({ value: parseDocument(text, DIALECT).toJS() });
    }
  });
});
