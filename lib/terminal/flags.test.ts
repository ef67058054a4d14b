import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCommandLine } from './flags.mjs';
import { editsBetween, nearest } from './nearest.mjs';

const FLAGS = {
  demo: { type: 'boolean' },
  port: { type: 'string' },
  'read-only': { type: 'boolean' },
  'allow-exec': { type: 'string', multiple: true },
} as const;

const read = (...argv: string[]) => readCommandLine(argv, FLAGS);

test('values stand behind the flag or an equals sign, and inputs anywhere', () => {
  const { values, inputs, problem } = read('a', '--port', '1', '-', '--allow-exec=x=y', '--demo', '--allow-exec', 'z');
  expect(problem).toBeUndefined();
  expect(inputs).toEqual(['a', '-']);
  expect([...values]).toEqual([
    ['port', ['1']],
    ['allow-exec', ['x=y', 'z']],
    ['demo', []],
  ]);
});

test('what follows two dashes is input', () => {
  expect(read('--', '--port', '-x')).toEqual({ values: new Map(), inputs: ['--port', '-x'] });
});

test.each([
  [['--prot', '1'], { code: 'unknown', name: 'prot', word: '--prot', meant: 'port' }],
  [['--prot=1'], { code: 'unknown', name: 'prot', word: '--prot=1', meant: 'port' }],
  [['--readonly'], { code: 'unknown', name: 'readonly', word: '--readonly', meant: 'read-only' }],
  [['--allow', 'x'], { code: 'unknown', name: 'allow', word: '--allow', meant: 'allow-exec' }],
  [['--nonsense'], { code: 'unknown', name: 'nonsense', word: '--nonsense' }],
  [['--__proto__'], { code: 'unknown', name: '__proto__', word: '--__proto__' }],
  [['-p', '1'], { code: 'unknown', name: 'p', word: '-p' }],
  [['-port'], { code: 'unknown', name: 'p', word: '-port' }],
  [['--no-demo'], { code: 'unknown', name: 'no-demo', word: '--no-demo' }],
  [['--demo=yes'], { code: 'no-value-taken', name: 'demo', word: '--demo=yes' }],
  [['--port'], { code: 'value-missing', name: 'port', word: '--port' }],
  [['--port='], { code: 'value-missing', name: 'port', word: '--port=' }],
  [['--port', '--demo'], { code: 'value-missing', name: 'port', word: '--port' }],
  [['--port', '1', '--port', '2'], { code: 'given-twice', name: 'port', word: '--port' }],
])('%j is refused', (argv, problem) => {
  expect(read(...argv).problem).toEqual(problem);
});

test('the first problem from the left is the one that is told', () => {
  expect(read('--port', '1', '--demo=x', '--nonsense').problem?.code).toBe('no-value-taken');
});

/** By the definition, one edit at a time and without a table. */
function slowly(a: string, b: string): number {
  if (!a || !b) return a.length + b.length;
  const [restA, restB] = [a.slice(1), b.slice(1)];
  const edits = [slowly(restA, b) + 1, slowly(a, restB) + 1, slowly(restA, restB) + (a[0] === b[0] ? 0 : 1)];
  if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]) edits.push(slowly(a.slice(2), b.slice(2)) + 1);
  return Math.min(...edits);
}

test('edits are counted as by their definition', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
  fc.assert(fc.property(word, word, (a, b) => editsBetween(a, b) === slowly(a, b)));
});

test('what is far from every known word has no nearest', () => {
  expect(nearest('context', ['context', 'port'])).toBe('context');
  expect(nearest('xxxxxx', ['port', 'demo'])).toBeUndefined();
  expect(nearest('x', ['a', 'b'])).toBeUndefined();
  expect(nearest('li', ['list', 'limit'])).toBeUndefined();
});
