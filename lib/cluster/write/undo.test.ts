import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolicyWrite } from '#stream';
import { policy } from '../testing/open-test-link.ts';
import { allowWeb, create, previewed, type WriterBench, writerBench } from '../testing/writer-bench.ts';
import { systemClock } from '../time/clock.ts';
import type { WriterOfIdentity } from './writer.ts';

let bench: WriterBench;
let server: WriterBench['server'];
let open: WriterBench['open'];
let change: WriterBench['change'];
let baseOf: WriterBench['baseOf'];

beforeEach(async () => {
  bench = await writerBench();
  ({ server, open, change, baseOf } = bench);
});

afterEach(() => bench.close());

describe('an undo', () => {
  async function applied(writer: WriterOfIdentity, write: PolicyWrite): Promise<string> {
    return (await writer.apply({ previewId: await previewed(writer, write) })).applyId;
  }

  it('of a creation deletes what was created', async () => {
    const writer = open();
    const applyId = await applied(writer, create());
    expect((await writer.undo({ applyId })).writes).toMatchObject([{ outcome: 'deleted' }]);
    expect(server.get('networkpolicies', 'shop/allow')).toBeUndefined();
  });

  it('of a change puts back what was there, and leaves the marks of controllers', async () => {
    const writer = open();
    const before = server.get('networkpolicies', 'shop/deny').spec;
    const applyId = await applied(writer, change());
    const stored = server.get('networkpolicies', 'shop/deny');
    server.put('networkpolicies', { ...stored, metadata: { ...stored.metadata, finalizers: ['x/y'] } });
    expect((await writer.undo({ applyId })).writes).toMatchObject([{ outcome: 'changed' }]);
    expect(server.get('networkpolicies', 'shop/deny')).toMatchObject({
      spec: before,
      metadata: { finalizers: ['x/y'] },
    });
  });

  it('of a deletion makes the policy again', async () => {
    const writer = open();
    const { spec } = server.get('networkpolicies', 'shop/deny');
    const applyId = await applied(writer, { action: 'delete', id: 'shop/deny', base: baseOf('deny') });
    expect((await writer.undo({ applyId })).writes).toMatchObject([{ outcome: 'created' }]);
    expect(server.get('networkpolicies', 'shop/deny').spec).toEqual(spec);
  });

  it('is refused where somebody changed the policy since', async () => {
    const writer = open();
    const applyId = await applied(writer, change());
    server.put('networkpolicies', policy('deny', { podSelector: { matchLabels: { theirs: 'yes' } } }));
    expect((await writer.undo({ applyId })).writes[0]?.refusal?.kind).toBe('changed');
    expect(server.get('networkpolicies', 'shop/deny').spec.podSelector).toEqual({ matchLabels: { theirs: 'yes' } });
  });

  it('can itself be undone, and is done once', async () => {
    const writer = open();
    const applyId = await applied(writer, create());
    const undone = await writer.undo({ applyId });
    await expect(writer.undo({ applyId })).rejects.toMatchObject({ code: 'nothing-to-undo' });
    await writer.undo({ applyId: undone.applyId });
    expect(server.get('networkpolicies', 'shop/allow').spec).toEqual(allowWeb);
  });

  it('of several goes backwards', async () => {
    const writer = open();
    const previewId = await previewed(writer, create('one'), create('two'));
    const { applyId } = await writer.apply({ previewId });
    expect((await writer.undo({ applyId })).writes.map(({ id }) => id)).toEqual(['shop/two', 'shop/one']);
  });

  it('comes by itself unless the apply is kept', async () => {
    const writer = open();
    const stored = () => server.get('networkpolicies', 'shop/allow');
    const answer = await writer.apply({ previewId: await previewed(writer, create()), confirmWithinSeconds: 1 });
    expect(answer.undoesInSeconds).toBe(1);
    expect(writer.history()[0]?.undoesInSeconds).toBe(1);
    expect(stored()).toBeDefined();
    await expect.poll(stored, { timeout: 3000 }).toBeUndefined();
    expect(writer.history()[0]).toMatchObject({ action: 'undo', byCountdown: true, undoes: answer.applyId });
    const kept = await writer.apply({ previewId: await previewed(writer, create()), confirmWithinSeconds: 1 });
    await writer.keep({ applyId: kept.applyId });
    expect(writer.history()[0]?.undoesInSeconds).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(stored()).toBeDefined();
  });

  describe('by countdown, after this program was killed', () => {
    const stored = () => server.get('networkpolicies', 'shop/allow');
    const path = () => join(mkdtempSync(join(tmpdir(), 'netpol-')), 'journal.jsonl');
    /** Of a program that is killed before anything it waits for. */
    const dead = { ...systemClock, after: () => () => undefined };
    const accelerated = { ...systemClock, after: (ms: number, call: () => void) => systemClock.after(ms / 50, call) };
    const confirmed = async (journalPath: string) => {
      const writer = open({ journalPath, clock: dead });
      return writer.apply({ previewId: await previewed(writer, create()), confirmWithinSeconds: 1 });
    };

    it('comes by the next start, at its time', async () => {
      const journalPath = path();
      const { applyId } = await confirmed(journalPath);
      const next = open({ journalPath });
      expect(stored()).toBeDefined();
      await expect.poll(stored, { timeout: 4000 }).toBeUndefined();
      await expect.poll(() => next.history()[0]).toMatchObject({ action: 'undo', byCountdown: true, undoes: applyId });
      expect(JSON.stringify(open({ journalPath, clock: accelerated }).history())).not.toContain('undoAt');
    });

    it('waits for a cluster that is out of reach', async () => {
      const journalPath = path();
      await confirmed(journalPath);
      await server.stop();
      open({ journalPath, clock: accelerated });
      await new Promise((resolve) => setTimeout(resolve, 300));
      await server.start();
      await expect.poll(stored, { timeout: 4000 }).toBeUndefined();
    });

    it('does not come for what was kept, nor twice, nor from a program that may only read', async () => {
      const journalPath = path();
      const { applyId } = await confirmed(journalPath);
      open({ journalPath, clock: accelerated, readOnly: true });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(stored()).toBeDefined();
      await open({ journalPath, clock: dead }).keep({ applyId });
      open({ journalPath, clock: accelerated });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(stored()).toBeDefined();
    });
  });

  it('comes at once for what nobody can keep any more', async () => {
    const writer = open();
    await writer.apply({ previewId: await previewed(writer, create()), confirmWithinSeconds: 60 });
    await writer.stop();
    expect(server.get('networkpolicies', 'shop/allow')).toBeUndefined();
  });
});

describe('the journal', () => {
  it('remembers every attempt with who, what, before and after, and a restart keeps it', async () => {
    const journalPath = join(mkdtempSync(join(tmpdir(), 'netpol-')), 'state', 'journal.jsonl');
    const writer = open({ journalPath });
    const { applyId } = await writer.apply({ previewId: await previewed(writer, change()) });
    expect(writer.history()).toMatchObject([
      {
        id: applyId,
        user: 'jane',
        cluster: { name: 'test', uid: 'cluster-1' },
        writes: [{ id: 'shop/deny', before: { spec: { policyTypes: ['Ingress'] } }, after: { spec: allowWeb } }],
        undoable: true,
      },
    ]);
    expect(statSync(journalPath).mode & 0o777).toBe(0o600);
    expect(readFileSync(journalPath, 'utf8')).not.toContain('secret-token');
    const again = open({ journalPath });
    expect(again.history()).toEqual(writer.history());
    expect((await again.undo({ applyId })).writes[0]?.outcome).toBe('changed');
    server.put('namespaces', { metadata: { name: 'kube-system', uid: 'cluster-2' } });
    expect(again.history()).toEqual([]);
  });
});
