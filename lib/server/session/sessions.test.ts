import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSessions } from './sessions.ts';

const HOUR = 3_600_000;
const bearer = (key: string) => `Bearer ${key}`;

test('what is open keeps a session in use, but not beyond its week', () => {
  let at = 0;
  const ended: string[] = [];
  const sessions = createSessions(randomBytes, () => at);
  sessions.find(bearer(sessions.begin('page')))?.whenEnded(() => ended.push('watched'));
  sessions.find(bearer(sessions.begin('page')))?.whenEnded(() => ended.push('left'))();
  for (; at < 7 * 24 * HOUR; at += HOUR) {
    sessions.sweep();
    expect(ended).toEqual([]);
  }
  sessions.sweep();
  expect(ended).toEqual(['watched']);
});

test('the browser that was used longest ago gives way, and no script does', () => {
  let at = 0;
  const sessions = createSessions(randomBytes, () => at++);
  const script = sessions.begin('script');
  const pages = Array.from({ length: 32 }, () => sessions.begin('page'));
  const [first = '', second = ''] = pages;
  expect(sessions.find(bearer(first))).toBeDefined();
  const last = sessions.begin('page');
  expect([script, first, second, last].map((key) => sessions.find(bearer(key)) !== undefined)).toEqual([
    true,
    true,
    false,
    true,
  ]);
});
