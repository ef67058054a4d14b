import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openJournal } from './journal.ts';
import type { JournalEntry } from './journal-entry.ts';

let path: string;
const now = Date.parse('2026-01-01T12:00:00Z');
const messages: string[] = [];
const open = () => openJournal({ path, now: () => now, failed: (message) => messages.push(message) });

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'netpol-')), 'state', 'journal.jsonl');
  messages.length = 0;
});

function entry(id: string, more: Partial<JournalEntry> = {}): JournalEntry {
  const writes = [{ id: 'shop/web', outcome: 'created', warnings: [] }] as const;
  return { id, time: new Date(now).toISOString(), action: 'apply', cluster: { name: 'c' }, writes, ...more };
}

describe('the journal keeps', () => {
  it('whatever is still open, and of the rest the last 200', () => {
    const journal = open();
    journal.add(entry('counting', { undoAt: new Date(now + 1000).toISOString() }));
    journal.add(entry('failed-undo', { action: 'undo', undoes: 'counting' }));
    journal.add(entry('unknown', { writes: [{ id: 'shop/web', outcome: 'unknown', warnings: [] }] }));
    for (let index = 0; index < 300; index++) journal.add(entry(`later-${index}`));
    for (const id of ['counting', 'failed-undo', 'unknown']) expect(journal.find(id)).toBeDefined();
    expect(open().find('counting')).toBeDefined();
    journal.settle('counting');
    journal.add(entry('last'));
    expect([journal.find('counting'), journal.find('later-299')?.id]).toEqual([undefined, 'later-299']);
  });

  it('a countdown that lies further back in the file than is read by rule', () => {
    const journal = open();
    journal.add(entry('counting', { undoAt: new Date(now + 1000).toISOString() }));
    const policy = { metadata: { namespace: 'shop', name: 'web', annotations: { note: 'x'.repeat(1 << 20) } } };
    const big = [{ id: 'shop/web', outcome: 'created', warnings: [], after: policy }] as const;
    for (let index = 0; index < 18; index++) journal.add(entry(`big-${index}`, { writes: big }));
    expect(open().find('counting')).toBeDefined();
  });
});

describe('a line of the file', () => {
  it.each([
    '{"id":"x","writes":[]}',
    '{"id":"x","writes":[],"cluster":null,"time":"2026-01-01T00:00:00Z","action":"apply"}',
    '{"id":"x","writes":[{}],"cluster":{"name":"c"},"time":"2026-01-01T00:00:00Z","action":"apply"}',
    '{"id":"x","writes":[],"cluster":{"name":"c"},"time":"once","action":"apply"}',
    '{"id":"x","writes":[{"id":"a/b","outcome":"created","warnings":[],"after":7}],"cluster":{"name":"c"},"time":"2026-01-01T00:00:00Z","action":"apply"}',
    '{"id":"x","writes":[{"id":"a/b","outcome":"refused","warnings":[],"refusal":{}}],"cluster":{"name":"c"},"time":"2026-01-01T00:00:00Z","action":"apply"}',
    '[]',
    '7',
    'null',
    '{"id":"cut of',
  ])('%j that is no entry is left out, and said', (line) => {
    open().add(entry('before'));
    appendFileSync(path, `${line}\n`);
    open().add(entry('after'));
    messages.length = 0;
    expect(
      open()
        .entries()
        .map(({ id }) => id),
    ).toEqual(['after', 'before']);
    expect(messages).toHaveLength(1);
  });
});

it('a folder and a file that others may read are closed to them', () => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '', { mode: 0o644 });
  chmodSync(path, 0o644);
  chmodSync(dirname(path), 0o755);
  open().add(entry('one'));
  expect([statSync(dirname(path)).mode & 0o777, statSync(path).mode & 0o777]).toEqual([0o700, 0o600]);
});
