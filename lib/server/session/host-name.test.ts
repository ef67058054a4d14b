import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keptHostName, newHostName } from './host-name.ts';

function fileInNewFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'state/host-name');
}

test('a name holds 160 random bits and is one of localhost', () => {
  const names = new Set(Array.from({ length: 100 }, () => newHostName(randomBytes)));
  expect(names.size).toBe(100);
  for (const name of names) expect(name).toMatch(/^np-[a-z2-7]{32}\.localhost$/);
});

test('it stays the same from start to start, and only this user can read it', () => {
  const file = fileInNewFolder();
  const name = keptHostName(file, randomBytes);
  expect(keptHostName(file, randomBytes)).toBe(name);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  chmodSync(file, 0o644);
  expect(keptHostName(file, randomBytes)).toBe(name);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('what is no such name is not used, and a folder that cannot be written is no reason not to start', () => {
  const file = fileInNewFolder();
  keptHostName(file, randomBytes);
  writeFileSync(file, 'evil.example\n');
  expect(keptHostName(file, randomBytes)).toMatch(/^np-/);
  expect(keptHostName('/dev/null/host-name', randomBytes)).toMatch(/^np-/);
});
