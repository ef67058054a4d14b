import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readText } from './read-text.ts';

test('what never ends is read up to the limit and refused', () => {
  expect(readText('/dev/zero')).toEqual({ fault: 'larger than 256 MiB' });
});

test('a device that holds nothing is an empty text', () => {
  expect(readText('/dev/null')).toEqual({ text: '' });
});

test('a pipe that is named is read to its end', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const pipe = join(folder, 'pipe');
  execFileSync('sh', ['-c', `mkfifo "${pipe}"`]);
  spawn('sh', ['-c', `printf 'kind: Pod' > "${pipe}"`]);
  expect(readText(pipe)).toEqual({ text: 'kind: Pod' });
});
