import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** npx takes flags for its own until two dashes end them. */
const COMMAND = /npx --no -- netpol ([^#\n`]+)/g;

const commands = [...README.matchAll(COMMAND)].map(([, words = '']) => words.trim());

test('every command of the README is one', () => {
  expect(commands.length).toBeGreaterThan(4);
  for (const command of commands) {
    expect([command, readArguments(command.split(/\s+/)).command]).toEqual([command, command.split(' ')[0]]);
  }
  expect(README.match(/npx (?!--no -- netpol)/g)).toBeNull();
});
