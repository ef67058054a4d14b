import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { create, previewed, type WriterBench, writerBench } from '../testing/writer-bench.ts';
import { systemClock } from '../time/clock.ts';

let bench: WriterBench;
let isDown: boolean;
const stored = () => bench.server.get('networkpolicies', 'shop/allow');
const accelerated = { ...systemClock, after: (ms: number, call: () => void) => systemClock.after(ms / 50, call) };
/** Of a program that is killed before anything it waits for. */
const dead = {
  ...accelerated,
  after: (ms: number, call: () => void) => (ms > 2_500 ? () => undefined : accelerated.after(ms, call)),
};
const journal = () => join(mkdtempSync(join(tmpdir(), 'netpol-')), 'journal.jsonl');

beforeEach(async () => {
  bench = await writerBench();
  isDown = false;
  /** The write is stored, its answer is lost, and the policies cannot be read until the server is up again. */
  bench.server.hook = ({ method, path, query, body }, response) => {
    if (!path.includes('networkpolicies') || query.has('dryRun')) return false;
    const isWrite = method === 'POST' && !isDown && !stored();
    if (isWrite) {
      bench.server.put('networkpolicies', body);
      isDown = true;
    }
    if (isDown) response.socket?.resetAndDestroy();
    return isDown;
  };
});

afterEach(() => bench.close());

describe('a write whose answer is lost, on a cluster that cannot be read for a while', () => {
  it('counts down all the same, and is taken back when nobody keeps it', async () => {
    const writer = bench.open({ clock: accelerated });
    const answer = await writer.apply({ previewId: await previewed(writer, create()), confirmWithinSeconds: 10 });
    expect(answer).toMatchObject({ writes: [{ outcome: 'unknown' }], undoesInSeconds: 10 });
    expect(stored()).toBeDefined();
    expect(writer.history()[0]).toMatchObject({ undoable: true });
    isDown = false;
    await expect.poll(stored, { timeout: 5000 }).toBeUndefined();
    await expect.poll(() => writer.history()[0]).toMatchObject({ action: 'undo', byCountdown: true });
    expect(writer.history()[1]).toMatchObject({ writes: [{ outcome: 'created' }], undoable: false });
  });

  it('is told rightly as soon as it can be read, and can be undone', async () => {
    const writer = bench.open({ clock: accelerated });
    const { applyId } = await writer.apply({ previewId: await previewed(writer, create()) });
    await expect(writer.undo({ applyId })).rejects.toMatchObject({ code: 'not-connected' });
    isDown = false;
    await expect.poll(() => writer.history()[0]?.writes[0]?.outcome, { timeout: 5000 }).toBe('created');
    expect((await writer.undo({ applyId })).writes).toMatchObject([{ outcome: 'deleted' }]);
  });

  it.each([
    ['the next start', false],
    ['another program that runs already', true],
  ])('is taken back in time by %s', async (_, runsAlready) => {
    const journalPath = journal();
    const other = runsAlready ? bench.open({ journalPath, clock: accelerated }) : undefined;
    const writer = bench.open({ journalPath, clock: dead });
    await writer.apply({ previewId: await previewed(writer, create()), confirmWithinSeconds: 10 });
    isDown = false;
    const next = other ?? bench.open({ journalPath, clock: accelerated });
    await expect.poll(stored, { timeout: 8000 }).toBeUndefined();
    await expect.poll(() => next.history()[0]).toMatchObject({ action: 'undo', byCountdown: true });
  });

  it('is not taken back by another program for another identity', async () => {
    const journalPath = journal();
    const writer = bench.open({ journalPath, clock: dead });
    await writer.apply({ previewId: await previewed(writer, create()), confirmWithinSeconds: 10 });
    isDown = false;
    bench.server.hook = ({ path }, response) => {
      if (!path.endsWith('/selfsubjectreviews')) return false;
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: { userInfo: { username: 'bob' } } }));
      return true;
    };
    const bob = bench.open({ journalPath, clock: accelerated });
    await expect.poll(() => bob.history()[0]?.writes[0]?.outcome, { timeout: 5000 }).toBe('created');
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(stored()).toBeDefined();
  });
});
