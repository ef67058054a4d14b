import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Document, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, parseDocument } from 'yaml';
import { DIALECT } from '#manifest';
import { readQuickly } from './quick-yaml.ts';
import { YamlPlaces } from './yaml-places.ts';

const whole = (text: string) => {
  const documents = parseAllDocuments(text, DIALECT);
  const [document] = 'empty' in documents ? [] : documents;
  if (!document) return { value: null };
  return document.errors.length > 0 || documents.length > 1 ? 'fault' : { value: document.toJS() as unknown };
};

const quick = (text: string) => readQuickly(text);

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

  // In ten parts: a limit of time is for what hangs, and a busy machine needs minutes for all of them.
  test.each([8, 9, 10, 11, 12, 13, 14, 15, 16, 17])('agree on texts put together at random, seed %i', (seed) => {
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
        const text = `${lines.join('\n')}\n`;
        const mine = quick(text);
        // Where tabs indent, the whole reader is asked in any case.
        if (!mine || /^ *\t/m.test(text)) return;
        read++;
        expect(mine).toEqual(whole(text));
      }),
      { seed, numRuns: 6_000 },
    );
    expect(read).toBeGreaterThan(100);
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

  test('find the same lines', () => {
    let found = 0;
    fc.assert(
      fc.property(value, fc.boolean(), (json, indentSeq) => {
        const text = `# first\n${new Document({ root: json }, DIALECT).toString({ lineWidth: 30, indentSeq })}`;
        if (!quick(text)) return;
        const lines = new LineCounter();
        const document = parseDocument(text, { ...DIALECT, lineCounter: lines });
        const places = new YamlPlaces(text, 200);
        const check = (node: Node | null, path: readonly (string | number)[]): void => {
          const parts: [string | number, Node | null, Node | null][] = isMap<Node, Node | null>(node)
            ? node.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair.key, pair.value])
            : isSeq<Node>(node)
              ? node.items.map((item, at) => [at, item, item])
              : [];
          for (const [step, mark, inner] of parts) {
            const start = isScalar(mark) && mark.source === '' ? undefined : mark?.range?.[0];
            if (start !== undefined) {
              found++;
              expect(places.line([...path, step]), text).toBe(lines.linePos(start).line);
            }
            check(inner, [...path, step]);
          }
        };
        check(document.contents, []);
      }),
      { seed: 9, numRuns: 1500 },
    );
    expect(found).toBeGreaterThan(3000);
  });

  test('a path that leads nowhere ends at its nearest ancestor', () => {
    const places = new YamlPlaces('a: 1\nb:\n- c: 2\n  d: 3\n', 200);
    expect([[], ['x'], ['b', 'x'], ['b', 0, 'd'], ['b', 0, 'x'], ['b', 7]].map((path) => places.line(path))).toEqual([
      1, 1, 2, 4, 3, 2,
    ]);
  });

  test('nesting without end is told with its line', () => {
    const text = `a: b\nc:\n${Array.from({ length: 300 }, (_, at) => `${' '.repeat(at + 1)}d:\n`).join('')}`;
    expect(quick(text)).toEqual({ tooDeep: 201 });
  });

  test.each(['a: &x 1\nb: *x', 'a: {<<: {b: 1}}', 'a: !foo b', '1: a', '{a: 1}: b', 'a: 1\na: 2', 'a: b: c', 'a: ['])(
    '%j is left to the whole reader',
    (text) => expect(quick(text)).toBeUndefined(),
  );
});
