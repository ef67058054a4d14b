import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newPolicyText } from './new-policy-text.ts';
import { parsePolicies } from './parse-policies.ts';

const HEAD = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: p\nspec:\n';
const read = (text: string) => parsePolicies(text, { defaultNamespace: 'lab' });

/** `line:column-endColumn code` of every problem, with the text under it. */
function marks(text: string): string[] {
  return read(text).flatMap(({ problems }) =>
    problems.map(({ code, range }) => {
      expect(range.endLine).toBe(range.line);
      return `${range.line} ${code} ${text.slice(range.start, range.end)}`;
    }),
  );
}

describe('marks what is wrong where it stands', () => {
  test.each([
    [`${HEAD}  podSelecter: {}\n`, '6 policy/unknown-field podSelecter'],
    [`${HEAD}  policyTypes: [Both]\n`, '6 policy/value-not-supported Both'],
    [`${HEAD}  ingress:\n  - from:\n    - {}\n`, '8 policy/value-required {}'],
    [`${HEAD}  ingress:\n  - from:\n    - ipBlock:\n        cidr: 10.0.0.0\n`, '9 policy/value-invalid 10.0.0.0'],
    [`${HEAD}  ingress:\n  - from:\n    - ipBlock:\n        cidr: 10.0.0.1/8\n`, '9 policy/cidr 10.0.0.1/8'],
    [`${HEAD}  podSelector:\n    matchLabels:\n      app: 1\n`, '8 policy/wrong-type 1'],
    [`${HEAD}  podSelector:\n    matchLabels:\n      app: "a b"\n`, '8 policy/value-invalid "a b"'],
    [`${HEAD}  podSelector:\n    matchLabels:\n      a b: x\n`, '8 policy/value-invalid a b'],
    [`${HEAD}  policyTypes: []\n  policyTypes: []\n`, '7 yaml/duplicate-key policyTypes'],
    [`${HEAD}  podSelector: [\n`, '6 yaml/bad-indent podSelector: ['],
    ['kind: Deployment\napiVersion: apps/v1\n', '1 policy/kind Deployment'],
    ['kind: NetworkPolicy\napiVersion: extensions/v1beta1\n', '2 policy/api-version extensions/v1beta1'],
    ['apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {}\n', '3 policy/value-required metadata'],
    ['', '1 policy/empty '],
    ['- a\n- b\n', '1 policy/no-object - a'],
    [`${HEAD}---\n${HEAD}`, '10 policy/twice p'],
  ])('%j', (text, mark) => expect(marks(text)).toEqual([mark]));

  test('in the words of the server', () => {
    const [document] = read(`${HEAD}  podSelecter: {}\n  ingress:\n  - ports:\n    - port: 0\n`);
    expect(document?.problems.map((problem) => problem.message)).toEqual([
      'strict decoding error: unknown field "spec.podSelecter"',
      'spec.ingress[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
    ]);
  });
});

describe('says broken YAML in the words of the server', () => {
  // Each as sigs.k8s.io/yaml 1.6 has it; its lines may differ by one.
  test.each([
    ['apiVersion: [\n', 'yaml: line 1: did not find expected node content'],
    ['a: [b\nc: d\n', "yaml: line 2: did not find expected ',' or ']'"],
    ['a: {b: c\nd: e\n', "yaml: line 2: did not find expected ',' or '}'"],
    ['a: b: c\n', 'yaml: line 1: mapping values are not allowed in this context'],
    ['a:\n  b: 1\n c: 2\n', 'yaml: line 3: did not find expected key'],
    ['spec:\n  podSelector: {}\n  in\n', "yaml: line 3: could not find expected ':'"],
    ['a: "x\n', 'yaml: line 1: found unexpected end of stream'],
    ['a:\n\tb: 1\n', 'yaml: line 2: found character that cannot start any token'],
    ['a: @x\n', 'yaml: line 1: found character that cannot start any token'],
    ['a: "\\q"\n', 'yaml: line 1: found unknown escape character'],
    ['a: *zz\n', "yaml: unknown anchor 'zz' referenced"],
    ['a: ]\n', 'yaml: line 1: did not find expected node content'],
  ])('%j', (text, message) => expect(read(text)[0]?.problems[0]?.message).toBe(message));
});

describe('reads YAML as kubectl does', () => {
  test('every form of number, truth value and text', () => {
    const text =
      'a: 0o17\nb: 017\nc: 1e3\nd: 1_000\ne: 12:30\nf: 2026-01-01\ng: 0b11\nh: .5\ni: 1.\nj: ~\nk: y\nl: N\nm: on\nn: 0x1F\no: +1\nr: 1e\ns: =\n';
    // `n` is a truth value too, so that the key is "false".
    expect(read(text)[0]?.json).toEqual({
      ...{
        a: 15,
        b: 15,
        c: 1000,
        d: 1000,
        e: '12:30',
        f: '2026-01-01',
        g: 3,
        h: 0.5,
        i: 1,
        j: null,
        k: true,
        l: false,
      },
      ...{ m: true, false: 31, o: 1, r: '1e', s: '=' },
    });
  });

  test('no is false and is said so beside the refusal', () => {
    const text = `${HEAD}  podSelector:\n    matchLabels:\n      zone: no\n`;
    expect(marks(text)).toEqual(['8 yaml/read-as no', '8 policy/wrong-type no']);
  });

  test('quoted, it is text', () => {
    expect(marks(`${HEAD}  podSelector:\n    matchLabels:\n      zone: "no"\n      day: 2026-01-01\n`)).toEqual([]);
  });

  test('anchors and merge keys are followed', () => {
    const [document] = read(`${HEAD}  podSelector: &all {}\n  ingress:\n  - from:\n    - podSelector: *all\n`);
    expect(document?.policy?.spec?.ingress).toEqual([{ from: [{ podSelector: {} }] }]);
  });

  test('documents that hold nothing are left out', () => {
    expect(read(`---\n# nothing\n---\n${HEAD}`)).toHaveLength(1);
  });
});

describe('gives the policy only when its meaning is sure', () => {
  test('the namespace is filled in where it is absent', () => {
    expect(read(HEAD)[0]?.policy?.metadata).toEqual({ name: 'p', namespace: 'lab' });
    expect(read(HEAD)[0]?.json).toMatchObject({ metadata: { name: 'p' } });
  });

  test('a fault in a label of the policy changes nothing of its meaning', () => {
    const [document] = read(HEAD.replace('spec:', '  labels: {a: "b c"}\nspec:'));
    expect(document?.policy).toBeDefined();
    expect(document?.problems).toHaveLength(1);
  });

  test.each(['  podSelecter: {}\n', '  policyTypes: [x]\n', '  podSelector: 1\n'])('%j leaves it unknown', (line) => {
    expect(read(HEAD + line)[0]?.policy).toBeUndefined();
  });

  test('the text of a new policy can be applied as it stands', () => {
    const [document] = read(newPolicyText('orders', 'new-policy'));
    expect(document?.problems).toEqual([]);
    expect(document?.policy?.metadata).toEqual({ name: 'new-policy', namespace: 'orders' });
  });
});

describe('finds places', () => {
  const text = `${HEAD.replace('spec:', '  labels:\n    foo/bar.baz: a\nspec:')}  ingress:\n  - from:\n    - podSelector:\n        matchLabels: {a: b}\n`;
  const at = (path: string) => {
    const range = read(text)[0]?.locate(path);
    return range && `${range.line} ${text.slice(range.start, range.end)}`;
  };
  test.each([
    ['.spec.ingress', '8 ingress'],
    ['spec.ingress[0].from[0].podSelector.matchLabels', '11 matchLabels'],
    ['spec.ingress[0].from[0].podSelector.matchLabels[a]', '11 b'],
    ['spec.ingress[0].from[0].ipBlock.cidr', '10 podSelector'],
    ['spec.ingress[7].from', '8 ingress'],
    ['metadata.labels[foo/bar.baz]', '6 a'],
    ['.metadata.labels.foo/bar.baz', '6 a'],
    ['metadata.annotations[x]', '3 metadata'],
    ['nowhere', '1 apiVersion: networking.k8s.io/v1'],
    ['', '1 apiVersion: networking.k8s.io/v1'],
  ])('%s', (path, place) => expect(at(path)).toBe(place));
});

describe('holds against hostile texts', () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghijk'.split('').map((letter, index) => {
      const before = `*${'abcdefghij'[index]}`;
      return `${letter}: &${letter} [${Array(9).fill(before).join(',')}]`;
    }),
  ].join('\n');

  test.each([
    ['[', 500_000, 'yaml/too-deep'],
    ['- ', 250_000, 'yaml/too-deep'],
    ['? ', 200_000, 'yaml/too-deep'],
    ['- a\n', 120_000, 'yaml/too-many-nodes'],
    ['"', 500_000, 'yaml/too-many-nodes'],
    ['---\na\n', 1_000, 'yaml/too-many-documents'],
    ['x', 600_000, 'yaml/too-large'],
    [bomb, 1, 'yaml/aliases'],
  ])('%j', (piece, times, code) => {
    const started = process.cpuUsage();
    const codes = read(piece.repeat(times)).flatMap(({ problems }) => problems.map((problem) => problem.code));
    expect(codes).toContain(code);
    // Of the processor: a machine that is busy with other things makes no text hostile.
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(2_000);
  });

  test('never throws and always places its problems inside the text', () => {
    const pieces = [
      ': ',
      '- ',
      '\n',
      '\n  ',
      '\t',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '|',
      '>',
      '&a ',
      '*a',
      '!',
      '!!binary ',
      '#',
    ];
    const words = [
      'spec',
      'podSelector',
      'ingress',
      'from',
      'ports',
      'port',
      'matchLabels',
      'no',
      '80',
      '<<',
      '---\n',
      '__proto__',
    ];
    const soup = fc.array(fc.constantFrom(...pieces, ...words, HEAD, '\u0000', '\ud800', '\u202e'), { maxLength: 60 });
    const texts = fc.oneof(
      soup.map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 200 }),
      mutated(),
    );
    fc.assert(
      fc.property(texts, fc.string(), (text, path) => {
        const documents = read(text);
        expect(documents.length).toBeGreaterThan(0);
        for (const document of documents) {
          for (const { range } of [...document.problems, { range: document.locate(path) }]) {
            expect(range.start).toBeGreaterThanOrEqual(0);
            expect(range.end).toBeLessThanOrEqual(text.length);
            expect(range.line).toBeGreaterThan(0);
            expect(range.endLine * 1e6 + range.endColumn).toBeGreaterThanOrEqual(range.line * 1e6 + range.column);
          }
          const sound = document.problems.every((problem) => problem.severity !== 'error');
          if (sound) expect(document.policy).toBeDefined();
        }
      }),
      { seed: 7, numRuns: 1_500 },
    );
  });
});

/** A sound text with a piece cut out and another put in: what typing looks like. */
function mutated(): fc.Arbitrary<string> {
  const sound = newPolicyText('orders', 'p').replace('ingress: []', 'ingress:').replaceAll('#  ', '   ');
  return fc
    .tuple(fc.nat(sound.length), fc.nat(12), fc.string({ maxLength: 6 }))
    .map(([at, cut, put]) => sound.slice(0, at) + put + sound.slice(at + cut));
}
