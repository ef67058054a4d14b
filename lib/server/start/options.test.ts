import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serverFlags } from '../../../bin/setup/flags.mjs';
import { readOptions, type StartOptions } from './options.ts';
import { StartProblem } from './start-problem.ts';

const text = fc.string({ minLength: 1 });

const options: fc.Arbitrary<StartOptions> = fc.record(
  {
    mode: fc.constantFrom('demo', 'laptop', 'files'),
    kubeconfig: text,
    context: text,
    namespace: text,
    manifests: text,
    readOnly: fc.boolean(),
    port: fc.nat(65535),
    open: fc.boolean(),
    json: fc.boolean(),
    verbose: fc.boolean(),
    allowExec: fc.array(text),
    pages: text,
  },
  { requiredKeys: ['mode', 'readOnly', 'port', 'open', 'json', 'verbose', 'allowExec', 'pages'] },
);

test('the server reads whatever the starter hands it, also names that look like flags', () => {
  fc.assert(
    fc.property(options, (given) => {
      expect(readOptions(serverFlags(given, given.pages))).toEqual(given);
    }),
  );
});

test.each([
  [[]],
  [['--mode=x']],
  [['{"mode":"demo"}']],
  [['--mode=demo', '--nonsense']],
  [['--mode=demo', '--port=x']],
])('%j is nothing the starter says', (argv) => {
  expect(() => readOptions(argv)).toThrow(StartProblem);
});
