/** The settings of the bundles, tried on small entries. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type OutputOptions } from 'rolldown';
import { expect, onTestFinished, test } from 'vitest';
import config from '../../rolldown.config.mjs';
import { ROOT } from '../setup/paths.mjs';

const OUTPUT = config.output as OutputOptions;

async function bundle(...names: string[]) {
  const dir = mkdtempSync(join(ROOT, 'node_modules/.bundle-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const input = Object.fromEntries(names.map((name) => [name, join(import.meta.dirname, 'fixtures', `${name}.ts`)]));
  const { output } = await build({
    ...(config as BuildOptions),
    input,
    cwd: ROOT,
    output: { ...OUTPUT, dir },
  });
  return { dir, output };
}

const runFile = (...args: string[]) => execFileSync(process.execPath, args, { encoding: 'utf8' });

test('a thread runs from its own file, and shares with the others what both import', async () => {
  const { dir } = await bundle('thread', 'throws');
  expect(runFile(join(dir, 'thread.js'))).toBe('81\n');
});

test('of the client library only what reads a kubeconfig is left', async () => {
  const { dir, output } = await bundle('kubeconfig');
  const size = output.reduce((sum, file) => sum + (file.type === 'chunk' ? file.code.length : 0), 0);
  expect(size).toBeLessThan(2_400_000);
  const text = JSON.stringify({ 'current-context': 'here', clusters: [], users: [], contexts: [] });
  expect(runFile(join(dir, 'kubeconfig.js'), text)).toBe('here\n');
});

/** In a process of its own: the runner of these tests maps stacks itself. */
const PRINTS_STACK = `
  import { sourceStack } from ${JSON.stringify(pathToFileURL(join(ROOT, 'lib/terminal/index.mjs')).href)};
  const { run } = await import(process.argv[1]);
  try {
    run();
  } catch (error) {
    console.log(process.sourceMapsEnabled ? error.stack : sourceStack(error));
  }
`;

test.each([{ flags: [] }, { flags: ['--enable-source-maps'] }])(
  'a stack names lines of the sources: $flags',
  async ({ flags }) => {
    const { dir } = await bundle('throws');
    const file = pathToFileURL(join(dir, 'throws.js')).href;
    const lines = runFile(...flags, '--input-type=module', '-e', PRINTS_STACK, file).split('\n');
    expect(lines[0]).toBe('Error: here');
    expect(lines[1]).toMatch(/^ +at fail \(.*bin\/bundle\/fixtures\/throws\.ts:6:\d+\)$/);
    expect(lines[2]).toMatch(/^ +at .*run \(.*bin\/bundle\/fixtures\/throws\.ts:10:\d+\)$/);
  },
);

test('notes hold every source, also those of which nothing is left, and no library', async () => {
  const { dir } = await bundle('thread');
  const { files } = JSON.parse(readFileSync(join(dir, 'inputs.json'), 'utf8'));
  const paths: string[] = files.map(([path]: [string]) => path);
  for (const name of ['thread', 'square.worker', 'square']) expect(paths).toContain(`bin/bundle/fixtures/${name}.ts`);
  expect(paths).toContain('package-lock.json');
  expect(paths.filter((path) => path.includes('node_modules'))).toEqual([]);
});
