import { expect, test } from 'vitest';
import { placeAt } from './place-at.ts';

/** `|` is the cursor. */
function at(text: string) {
  const offset = text.indexOf('|');
  const place = placeAt(text.replace('|', ''), offset);
  return place && `${place.of} ${place.path.join('.')} "${text.replace('|', '').slice(place.start, place.end)}"`;
}

const HEAD = 'metadata:\n  name: a\nspec:\n';

test.each([
  ['', '|', 'key  ""'],
  ['', 'ki|', 'key  "ki"'],
  ['', 'metadata:\n  |', 'key metadata ""'],
  ['', 'metadata:\n  namespace: ca|', 'value metadata.namespace "ca"'],
  ['', 'metadata:\n  namespace: |', 'value metadata.namespace ""'],
  ['', 'metadata:\n  namespace: ca|talog # ours', 'value metadata.namespace "catalog"'],
  [HEAD, '  podSelector:\n    matchLabels:\n      |', 'key spec.podSelector.matchLabels ""'],
  [HEAD, '  podSelector:\n    matchLabels:\n      app|', 'key spec.podSelector.matchLabels "app"'],
  [HEAD, '  podSelector:\n    matchLabels:\n      a/b: x|\n', 'value spec.podSelector.matchLabels.a/b "x"'],
  [HEAD, '  podSelector:\n    matchLabels:\n      a: b\n      |', 'key spec.podSelector.matchLabels ""'],
  [HEAD, '  podSelector: {matchLabels: {app: u|}}', 'value spec.podSelector.matchLabels.app "u"'],
  [HEAD, '  podSelector: {matchLabels: {a: b, c|}}', 'key spec.podSelector.matchLabels "c"'],
  [HEAD, '  podSelector:\n    matchLabels:\n      app: "u|"', 'value spec.podSelector.matchLabels.app "u"'],
  [HEAD, '  ingress:\n    - from:\n        - |', 'key spec.ingress.0.from.0 ""'],
  [HEAD, '  ingress:\n  - from:\n    - podSelector: {}\n    - |', 'key spec.ingress.0.from.1 ""'],
  [
    HEAD,
    '  ingress:\n  - from:\n    - podSelector: {}\n    ports:\n    - port: 8|',
    'value spec.ingress.0.ports.0.port "8"',
  ],
  [HEAD, '  ingress:\n  - from: []\n  - ports:\n      - |', 'key spec.ingress.1.ports.0 ""'],
  [HEAD, '  ingress:\n  - from: []\n  e|', 'key spec "e"'],
  [
    HEAD,
    '  ingress:\n    - from:\n        - namespaceSelector:\n            matchLabels:\n              k: v\n          |',
    'key spec.ingress.0.from.0 ""',
  ],
  [HEAD, '  ingress: [{from: [{podSelector: {}}], ports: [{port: |', 'value spec.ingress.0.ports.0.port ""'],
  ['metadata:\n  name: a\n---\n', 'metadata:\n  namespace: |', 'value metadata.namespace ""'],
  ['# a: b\nmetadata:\n', '  # more\n\n  namespace: |', 'value metadata.namespace ""'],
] as const)('after %j, at %j the cursor stands at %s', (head, line, place) => {
  expect(at(head + line)).toBe(place);
});

test('in a comment, and in a text of many lines, there is no place', () => {
  expect(at('spec: # a|')).toBeUndefined();
  expect(at('# |')).toBeUndefined();
  const block = 'metadata:\n  annotations:\n    note: ~\n      spec: x^\n'.replace('~', '|');
  expect(placeAt(block.replace('^', ''), block.indexOf('^'))).toBeUndefined();
  const after = 'metadata:\n  annotations:\n    note: |\n      spec: x\n  namespace: ';
  expect(placeAt(after, after.length)?.path).toEqual(['metadata', 'namespace']);
});

test('several lines may stand where nothing but a comment follows, and never within braces or quotes', () => {
  const may = (text: string) => placeAt(text.replace('|', ''), text.indexOf('|'))?.mayBreak;
  expect(may('from:\n  - |')).toBe(true);
  expect(may('from:\n  - | # who')).toBe(true);
  expect(may('from:\n  - |podSelector: {}')).toBe(false);
  expect(may('from: [|]')).toBe(false);
  expect(may('from:\n  - "|"')).toBe(false);
});

test('the documents of a text are counted', () => {
  expect(placeAt('a: b\n---\nc: ', 12)).toMatchObject({ document: 1, path: ['c'] });
  expect(placeAt('---\nc: ', 7)).toMatchObject({ document: 1, path: ['c'] });
});

test('whatever the text, finding the place never fails', () => {
  const marks = ['a', ':', ' ', '\n', '-', '{', '}', '[', ']', '"', "'", '#', ',', '|', '  '];
  let seed = 7;
  const next = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed;
  };
  for (let round = 0; round < 2000; round++) {
    const text = Array.from({ length: next() % 40 }, () => marks[next() % marks.length]).join('');
    for (let offset = 0; offset <= text.length; offset += 3) {
      const place = placeAt(text, offset);
      if (!place) continue;
      expect(place.start).toBeLessThanOrEqual(offset);
      expect(place.end).toBeGreaterThanOrEqual(offset);
      expect(text.slice(place.start, place.end)).not.toContain('\n');
    }
  }
});
