import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendStatus } from '../testing/fake-api-server.ts';
import { policy } from '../testing/open-test-link.ts';
import { allowWeb, create, previewed, type WriterBench, writerBench } from '../testing/writer-bench.ts';
import { systemClock } from '../time/clock.ts';

let bench: WriterBench;
let journalPath: string;
const stored = (name = 'allow') => bench.server.get('networkpolicies', `shop/${name}`);
/** Of a program that is killed before anything it waits for. */
const dead = { ...systemClock, after: () => () => undefined };
const accelerated = { ...systemClock, after: (ms: number, call: () => void) => systemClock.after(ms / 100, call) };

beforeEach(async () => {
  bench = await writerBench();
  journalPath = join(mkdtempSync(join(tmpdir(), 'netpol-')), 'journal.jsonl');
});

afterEach(() => bench.close());

describe('an apply in the middle of which this program is killed', () => {
  /** The journal as it was when the second of two writes reached the server. */
  async function killedAt(whenStored: boolean, confirmWithinSeconds?: number): Promise<void> {
    const writer = bench.open({ journalPath, clock: dead });
    const previewId = await previewed(writer, create('one'), create('two'));
    let journal = '';
    bench.server.hook = ({ method, query, body }, response) => {
      if (method !== 'POST' || body.metadata?.name !== 'two' || query.has('dryRun')) return false;
      journal = readFileSync(journalPath, 'utf8');
      if (whenStored) bench.server.put('networkpolicies', body);
      sendStatus(response, 403, 'Forbidden', 'not told to the one that was killed');
      return true;
    };
    void writer.apply({ previewId, ...(confirmWithinSeconds === undefined ? {} : { confirmWithinSeconds }) });
    await expect.poll(() => journal).not.toBe('');
    bench.server.hook = undefined;
    journalPath = join(mkdtempSync(join(tmpdir(), 'netpol-')), 'journal.jsonl');
    writeFileSync(journalPath, journal);
  }

  it('is in the journal before its first request, and the next start reads what became of it', async () => {
    await killedAt(true);
    const next = bench.open({ journalPath, clock: dead });
    expect(next.history()[0]).toMatchObject({
      writes: [{ outcome: 'unknown' }, { outcome: 'unknown' }],
      undoable: false,
    });
    const later = bench.open({ journalPath, clock: accelerated });
    await expect.poll(() => later.history()[0]?.undoable).toBe(true);
    const [entry] = later.history();
    expect(entry?.writes.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['shop/one', 'created'],
      ['shop/two', 'created'],
    ]);
    await later.undo({ applyId: entry?.id ?? '' });
    expect([stored('one'), stored('two')]).toEqual([undefined, undefined]);
  });

  it('tells what was not written any more', async () => {
    await killedAt(false);
    const next = bench.open({ journalPath, clock: accelerated });
    await expect.poll(() => next.history()[0]?.writes.map(({ outcome }) => outcome)).toEqual(['created', 'refused']);
    expect(next.history()[0]?.writes[1]?.refusal?.message).toContain('ended before this was written');
  });

  it('is taken back in time all the same', async () => {
    await killedAt(true, 30);
    const next = bench.open({ journalPath, clock: accelerated });
    await expect.poll(() => [stored('one'), stored('two')], { timeout: 4000 }).toEqual([undefined, undefined]);
    expect(next.history()[0]).toMatchObject({ action: 'undo', byCountdown: true });
  });
});

describe('a journal that two starts of this program share', () => {
  it('tells the one what the other kept', async () => {
    const one = bench.open({ journalPath, clock: dead });
    const { applyId } = await one.apply({ previewId: await previewed(one, create()), confirmWithinSeconds: 1 });
    bench.open({ journalPath, clock: accelerated });
    await one.keep({ applyId });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(stored()).toBeDefined();
    const other = bench.open({ journalPath });
    expect(other.history()).toHaveLength(1);
    await one.undo({ applyId });
    expect(other.history()).toHaveLength(2);
    await expect(other.undo({ applyId })).rejects.toMatchObject({ code: 'nothing-to-undo' });
  });

  it('is left with what it holds when a line was cut off in its middle', async () => {
    const one = bench.open({ journalPath });
    await one.apply({ previewId: await previewed(one, create()) });
    writeFileSync(journalPath, `${readFileSync(journalPath, 'utf8')}{"id":"x","wri`);
    const two = bench.open({ journalPath });
    await two.apply({ previewId: await previewed(two, create('other')) });
    expect(bench.open({ journalPath }).history()).toHaveLength(2);
  });
});

describe('a countdown', () => {
  it('is never longer than it was to be, though the clock was set back in between', async () => {
    const writer = bench.open({ journalPath, clock: dead });
    await writer.apply({ previewId: await previewed(writer, create()), confirmWithinSeconds: 20 });
    const hourBack = () => new Date(Date.now() - 3_600_000);
    bench.open({ journalPath, clock: { ...accelerated, date: hourBack } });
    await expect.poll(() => stored(), { timeout: 2000 }).toBeUndefined();
  });

  it('goes on asking while the cluster is too busy to take it back', async () => {
    const writer = bench.open({ clock: accelerated });
    await writer.apply({ previewId: await previewed(writer, create()), confirmWithinSeconds: 1 });
    let refusals = 0;
    bench.server.hook = ({ method }, response) => {
      if (method !== 'DELETE' || ++refusals > 2) return false;
      sendStatus(response, 429, 'TooManyRequests', 'slow down');
      return true;
    };
    await expect.poll(() => stored(), { timeout: 4000 }).toBeUndefined();
    expect(refusals).toBe(3);
  });

  it('that has taken back leaves nothing to keep, and says so', async () => {
    const writer = bench.open({ clock: accelerated });
    const { applyId } = await writer.apply({
      previewId: await previewed(writer, create()),
      confirmWithinSeconds: 1,
    });
    await expect.poll(() => writer.history().length).toBe(2);
    await expect(writer.keep({ applyId })).rejects.toMatchObject({ code: 'taken-back', status: 409 });
  });
});

describe('an undo of which a part failed', () => {
  it('goes on, when asked again, with what is left', async () => {
    const writer = bench.open();
    const { applyId } = await writer.apply({ previewId: await previewed(writer, create('one'), create('two')) });
    bench.server.hook = ({ method, path }, response) => {
      if (method !== 'DELETE' || !path.endsWith('/one')) return false;
      sendStatus(response, 403, 'Forbidden', 'not now');
      return true;
    };
    const first = await writer.undo({ applyId });
    expect(first.writes.map(({ outcome }) => outcome)).toEqual(['deleted', 'refused']);
    bench.server.hook = undefined;
    const second = await writer.undo({ applyId });
    expect(second.writes).toMatchObject([{ id: 'shop/one', outcome: 'deleted' }]);
    await expect(writer.undo({ applyId })).rejects.toMatchObject({ code: 'nothing-to-undo' });
  });

  it('is done where the policy says again what it said, whoever saw to that', async () => {
    const writer = bench.open({ clock: accelerated });
    const changed = await writer.apply({ previewId: await previewed(writer, bench.change()) });
    bench.server.hook = ({ method, body }, response) => {
      if (method !== 'PUT') return false;
      bench.server.put('networkpolicies', body);
      response.socket?.resetAndDestroy();
      return true;
    };
    expect((await writer.undo({ applyId: changed.applyId })).writes).toMatchObject([{ outcome: 'changed' }]);
    bench.server.hook = undefined;
    const remove = { action: 'delete', id: 'shop/deny', base: bench.baseOf('deny') } as const;
    const deleted = await writer.apply({ previewId: await previewed(writer, remove) });
    bench.server.put('networkpolicies', policy('deny'));
    expect((await writer.undo({ applyId: deleted.applyId })).writes).toMatchObject([{ outcome: 'unchanged' }]);
  });

  it('is tried again by itself where a controller touched the policy in between', async () => {
    const writer = bench.open();
    const { applyId } = await writer.apply({ previewId: await previewed(writer, bench.change()) });
    let touched = false;
    bench.server.hook = ({ method }) => {
      if (method === 'PUT' && !touched) {
        touched = true;
        const now = stored('deny');
        bench.server.put('networkpolicies', { ...now, metadata: { ...now.metadata, finalizers: ['x/y'] } });
      }
      return false;
    };
    expect((await writer.undo({ applyId })).writes).toMatchObject([{ outcome: 'changed' }]);
    expect(stored('deny')).toMatchObject({ metadata: { finalizers: ['x/y'] }, spec: { policyTypes: ['Ingress'] } });
  });
});

describe('an answer that does not tell', () => {
  it.each([
    ['a gateway’s timeout', 504, 'text/html', '<html>timeout</html>'],
    ['a page of something in between', 200, 'text/html', '<html>please sign in</html>'],
    ['a redirection', 302, 'text/plain', ''],
  ])('%s is looked into by reading, after the write was stored and before', async (_, status, type, text) => {
    for (const isStored of [true, false]) {
      const writer = bench.open({ clock: accelerated });
      const name = `p${isStored}`;
      const previewId = await previewed(writer, create(name));
      bench.server.hook = ({ method, path, query }, response) => {
        if (method !== 'POST' || !path.endsWith('/networkpolicies') || query.has('dryRun')) return false;
        if (isStored) bench.server.put('networkpolicies', policy(name, allowWeb));
        response.writeHead(status, { 'content-type': type }).end(text);
        return true;
      };
      const { writes } = await writer.apply({ previewId });
      expect([isStored, writes[0]?.outcome]).toEqual([isStored, isStored ? 'created' : 'refused']);
      bench.server.hook = undefined;
    }
  });

  it('but says that a webhook could not be asked is a no, and nothing is read again', async () => {
    const writer = bench.open();
    const previewId = await previewed(writer, create());
    bench.server.hook = ({ method, path, query }, response) => {
      if (method !== 'POST' || !path.endsWith('/networkpolicies') || query.has('dryRun')) return false;
      const message = 'Internal error occurred: failed calling webhook "guard.example.com": context deadline exceeded';
      sendStatus(response, 500, 'InternalError', message);
      return true;
    };
    const seenBefore = bench.server.seen.length;
    const { writes } = await writer.apply({ previewId });
    expect(writes).toMatchObject([{ outcome: 'refused', warnings: [], refusal: { status: 500 } }]);
    expect(
      bench.server.seen.slice(seenBefore).some(({ method, path }) => method === 'GET' && path.endsWith('/allow')),
    ).toBe(false);
  });

  it('is no proof that a policy is gone, nor that there is none', async () => {
    const writer = bench.open({ clock: accelerated });
    const { applyId } = await writer.apply({ previewId: await previewed(writer, create()) });
    bench.server.hook = ({ path }, response) => {
      if (!path.includes('networkpolicies')) return false;
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html>nothing here</html>');
      return true;
    };
    expect((await writer.undo({ applyId })).writes).toMatchObject([{ outcome: 'refused' }]);
    expect((await writer.preview({ writes: [create('new')] })).writes).toMatchObject([{ outcome: 'refused' }]);
  });

  it('to the question which cluster this is stops a preview and an apply', async () => {
    const writer = bench.open();
    const previewId = await previewed(writer, create());
    bench.server.hook = ({ path }, response) => {
      if (!path.endsWith('/kube-system')) return false;
      sendStatus(response, 503, 'ServiceUnavailable', 'starting');
      return true;
    };
    await expect(writer.preview({ writes: [create()] })).rejects.toMatchObject({ code: 'not-connected', status: 503 });
    await expect(writer.apply({ previewId })).rejects.toMatchObject({ code: 'not-connected' });
    expect(bench.writesSeen()).toEqual([]);
    bench.server.hook = undefined;
    expect((await writer.apply({ previewId })).writes).toMatchObject([{ outcome: 'created' }]);
  });
});

describe('a cluster that cannot try a write', () => {
  const message = 'admission webhook "guard.example.com" does not support dry run';
  function forbidDryRuns(): void {
    bench.server.hook = ({ method, query, body }, response) => {
      if (method === 'GET' || !(query.has('dryRun') || body?.dryRun)) return false;
      sendStatus(response, 400, 'BadRequest', message);
      return true;
    };
  }

  it('is asked to write all the same only when the person said so, and that is told before', async () => {
    forbidDryRuns();
    const writer = bench.open();
    const writes = [
      create(),
      bench.change(),
      { action: 'delete', id: 'shop/deny', base: bench.baseOf('deny') },
    ] as const;
    for (const write of [...writes].reverse()) {
      const refused = await writer.preview({ writes: [write] });
      expect(refused.previewId).toBeUndefined();
      expect(refused.writes[0]?.refusal).toMatchObject({ kind: 'no-dry-run', message });
    }
    const { writes: told, previewId = '' } = await writer.preview({ writes: writes.slice(0, 2), withoutDryRun: true });
    expect(told).toMatchObject([
      { outcome: 'change', notTried: message, before: { spec: { policyTypes: ['Ingress'] } } },
      { outcome: 'create', notTried: message },
    ]);
    expect(told.map(({ after }) => after)).toEqual([undefined, undefined]);
    const answer = await writer.apply({ previewId });
    expect(answer.writes.map(({ outcome }) => outcome)).toEqual(['changed', 'created']);
    expect(bench.writesSeen().map(({ query }) => query.get('fieldValidation'))).toEqual(['Strict', 'Strict']);
    await writer.undo({ applyId: answer.applyId });
    expect([stored(), stored('deny').spec]).toEqual([undefined, { podSelector: {}, policyTypes: ['Ingress'] }]);
  });

  it('does not overwrite what changed in between', async () => {
    forbidDryRuns();
    const writer = bench.open({ clock: accelerated });
    const { previewId = '' } = await writer.preview({ writes: [bench.change()], withoutDryRun: true });
    bench.server.put('networkpolicies', policy('deny', { podSelector: { matchLabels: { a: 'b' } } }));
    expect((await writer.apply({ previewId })).writes[0]?.refusal?.kind).toBe('changed');
  });

  it('whose answer got lost leaves it open what was stored', async () => {
    forbidDryRuns();
    const writer = bench.open({ clock: accelerated });
    const { previewId = '' } = await writer.preview({ writes: [create()], withoutDryRun: true });
    bench.server.hook = ({ method, path, body }, response) => {
      if (method !== 'POST' || !path.endsWith('/networkpolicies')) return false;
      bench.server.put('networkpolicies', body);
      response.socket?.resetAndDestroy();
      return true;
    };
    expect((await writer.apply({ previewId })).writes[0]?.outcome).toBe('unknown');
  });
});

it('a question is answered without holding a preview, and what was held before it can still be applied', async () => {
  const writer = bench.open();
  const previewId = await previewed(writer, create());
  for (let time = 0; time < 120; time++) {
    const answer = await writer.preview({ writes: [create('other')], hold: false });
    expect(answer.previewId).toBeUndefined();
  }
  expect((await writer.apply({ previewId })).writes[0]?.outcome).toBe('created');
});

it('replacing a policy whole keeps what a controller noted on it after the preview', async () => {
  const writer = bench.open({ clock: accelerated });
  const write = { ...bench.change(), exactly: true } as const;
  const previewId = await previewed(writer, write);
  const now = stored('deny');
  bench.server.put('networkpolicies', { ...now, metadata: { ...now.metadata, finalizers: ['x/y'] } });
  expect((await writer.apply({ previewId })).writes[0]?.outcome).toBe('changed');
  expect(stored('deny')).toMatchObject({ spec: allowWeb, metadata: { finalizers: ['x/y'] } });
});

describe('a request', () => {
  const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

  it.each([
    ['a key that means nothing', { writes: [create()], dryRun: true }],
    ['a flag that is none', { writes: [create()], force: 'yes' }],
    ['a write with a key that means nothing', { writes: [{ ...create(), force: true }] }],
    ['a draft without a bottom', { writes: [{ ...create(), object: nested(100_000) }] }],
  ])('with %s is refused as a whole', async (_, request) => {
    const writer = bench.open();
    await expect(writer.preview(request as never)).rejects.toMatchObject({ code: 'bad-request', status: 400 });
    expect(bench.server.seen).toEqual([]);
  });

  it.each([0, -1, 3601, Number.NaN, '60', null])('to confirm within %s s is refused', async (confirmWithinSeconds) => {
    const request = { previewId: 'x', confirmWithinSeconds } as never;
    await expect(bench.open().apply(request)).rejects.toMatchObject({ status: 400 });
  });
});
