import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { areInputsUnchanged, writeInputs } from './inputs.mjs';
import { ROOT } from './paths.mjs';

let noted = '';
let a = '';
let b = '';
const LONG_AGO = new Date('2020-01-01');
const full = (path: string) => join(ROOT, path);

function write(path: string, text: string, time = LONG_AGO): void {
  writeFileSync(full(path), text);
  utimesSync(full(path), time, time);
}

beforeEach(async () => {
  const folder = mkdtempSync(full('node_modules/.inputs-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  noted = join(folder, 'inputs.json');
  [a, b] = ['a', 'b'].map((name) => relative(ROOT, join(folder, name))) as [string, string];
  write(a, 'one');
  write(b, 'two');
  await writeInputs(noted, [a, b], { began: Date.now(), made: ['x'] });
});

test('what nobody touched is unchanged', async () => {
  expect(await areInputsUnchanged(noted)).toBe(true);
  expect(await areInputsUnchanged(noted, [a, b])).toBe(true);
});

test('content decides, not the time', async () => {
  write(a, 'one', new Date());
  expect(await areInputsUnchanged(noted)).toBe(true);
  write(a, 'eno', new Date());
  expect(await areInputsUnchanged(noted)).toBe(false);
  write(a, 'one', new Date());
  expect(await areInputsUnchanged(noted)).toBe(true);
});

test('a file that is gone, and one that came where all are listed, are a change', async () => {
  expect(await areInputsUnchanged(noted, [a, b, 'package.json'])).toBe(false);
  expect(await areInputsUnchanged(noted, [a])).toBe(false);
  rmSync(full(b));
  expect(await areInputsUnchanged(noted)).toBe(false);
});

test('what was written while it was built may not be what was built', async () => {
  await writeInputs(noted, [a, b], { began: LONG_AGO.getTime() - 1 });
  expect(await areInputsUnchanged(noted)).toBe(false);
});

test('a file that went while it was built counts as changed', async () => {
  await writeInputs(noted, [a, `${b}.gone`], { began: Date.now() });
  expect(await areInputsUnchanged(noted)).toBe(false);
});

test('nothing noted, and notes cut short, are a change', async () => {
  expect(await areInputsUnchanged(`${noted}.none`)).toBe(false);
  writeFileSync(noted, readFileSync(noted, 'utf8').slice(0, 20));
  expect(await areInputsUnchanged(noted)).toBe(false);
});

test('what else was noted is kept when times are noted anew', async () => {
  write(a, 'one', new Date());
  await areInputsUnchanged(noted);
  expect(JSON.parse(readFileSync(noted, 'utf8')).made).toEqual(['x']);
});
