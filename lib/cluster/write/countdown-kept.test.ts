import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Hook, send, sendStatus } from '../testing/fake-api-server.ts';
import { policy } from '../testing/open-test-link.ts';
import { create, previewed, type WriterBench, writerBench } from '../testing/writer-bench.ts';
import { systemClock } from '../time/clock.ts';

let bench: WriterBench;
const stored = (name = 'allow') => bench.server.get('networkpolicies', `shop/${name}`);
const accelerated = { ...systemClock, after: (ms: number, call: () => void) => systemClock.after(ms / 100, call) };

beforeEach(async () => {
  bench = await writerBench();
});

afterEach(() => bench.close());

const refuse =
  (verb: string, isDry: boolean, message: string): Hook =>
  ({ method, path, query, body }, response) => {
    const dry = query.get('dryRun') === 'All' || body?.dryRun?.[0] === 'All';
    if (method !== verb || !path.includes('networkpolicies') || dry !== isDry) return false;
    sendStatus(response, 403, 'Forbidden', message);
    return true;
  };

describe('a countdown that the cluster refuses to carry out', () => {
  it('is tried again until it succeeds, in one line of history, and is shouted meanwhile', async () => {
    const log: string[] = [];
    let changes = 0;
    const writer = bench.open({
      clock: accelerated,
      changed: () => changes++,
      log: (event, message, level) => log.push(`${level} ${event}: ${message}`),
    });
    const { applyId } = await writer.apply({ previewId: await previewed(writer, create()), confirmWithinSeconds: 1 });
    let refusals = 0;
    bench.server.hook = (seen, response) => {
      const isRefused = refuse('DELETE', false, 'you may not delete')(seen, response) as boolean;
      if (isRefused) refusals++;
      return isRefused;
    };
    await expect.poll(() => refusals, { timeout: 5000 }).toBeGreaterThan(2);
    expect(writer.failedUndos()).toEqual([
      { applyId, policies: ['shop/allow'], message: 'you may not delete', triedAgain: true },
    ]);
    expect(writer.history().find(({ id }) => id === applyId)).toMatchObject({
      undoProblem: 'you may not delete',
      undoable: true,
    });
    expect(writer.history()).toHaveLength(2);
    expect(log.filter((line) => line.startsWith('error not-taken-back'))).toHaveLength(1);
    bench.server.hook = undefined;
    await expect.poll(() => stored(), { timeout: 5000 }).toBeUndefined();
    await expect.poll(() => writer.failedUndos()).toEqual([]);
    expect(changes).toBe(2);
  });

  it('is over where somebody changed the policy, which is said', async () => {
    const writer = bench.open({ clock: accelerated });
    await writer.apply({ previewId: await previewed(writer, create()), confirmWithinSeconds: 1 });
    bench.server.put('networkpolicies', policy('allow', { podSelector: { matchLabels: { theirs: 'yes' } } }));
    await expect.poll(() => writer.failedUndos()[0]).toMatchObject({ triedAgain: false });
    expect(writer.failedUndos()[0]?.message).toContain('was changed after this apply (spec.');
    expect(stored()).toBeDefined();
  });

  it('is over, without a word, once somebody kept it', async () => {
    const writer = bench.open({ clock: accelerated });
    const { applyId } = await writer.apply({ previewId: await previewed(writer, create()), confirmWithinSeconds: 1 });
    bench.server.hook = refuse('DELETE', false, 'no');
    await expect.poll(() => writer.failedUndos().length).toBe(1);
    await writer.keep({ applyId });
    expect(writer.failedUndos()).toEqual([]);
    bench.server.hook = undefined;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(stored()).toBeDefined();
  });
});

describe('a label that somebody puts on the policy meanwhile', () => {
  it('is kept, and the rest is taken back all the same', async () => {
    const writer = bench.open({ clock: accelerated });
    const before = stored('deny').spec;
    await writer.apply({ previewId: await previewed(writer, bench.change()), confirmWithinSeconds: 20 });
    const now = stored('deny');
    bench.server.put('networkpolicies', { ...now, metadata: { ...now.metadata, labels: { team: 'theirs' } } });
    await expect.poll(() => stored('deny').spec, { timeout: 5000 }).toEqual(before);
    expect(stored('deny').metadata.labels).toEqual({ team: 'theirs' });
    expect(writer.history()[0]?.writes[0]?.warnings.join()).toContain('metadata.labels[team]');
  });

  it('does not keep a creation from being taken back', async () => {
    const writer = bench.open({ clock: accelerated });
    await writer.apply({ previewId: await previewed(writer, create()), confirmWithinSeconds: 20 });
    const now = stored();
    bench.server.put('networkpolicies', { ...now, metadata: { ...now.metadata, labels: { team: 'theirs' } } });
    await expect.poll(() => stored(), { timeout: 5000 }).toBeUndefined();
  });
});

describe('what could not be taken back', () => {
  const deletion = () => ({ action: 'delete', id: 'shop/deny', base: bench.baseOf('deny') }) as const;

  it.each([
    ['delete', 'a creation', () => create()],
    ['update', 'a change', () => bench.change()],
    ['create', 'a deletion', deletion],
  ] as const)('for want of the right to %s is said before %s', async (verb, _, write) => {
    bench.server.hook = ({ path, body }, response) => {
      if (!path.endsWith('/selfsubjectaccessreviews')) return false;
      send(response, 201, { status: { allowed: body.spec.resourceAttributes.verb !== verb } });
      return true;
    };
    const { writes, previewId } = await bench.open().preview({ writes: [write()] });
    expect(writes[0]?.wayBack).toMatchObject({ state: 'closed', why: expect.stringContaining(verb) });
    expect(previewId).toBeDefined();
  });

  it.each([
    ['PUT', 'a change', () => bench.change()],
    ['POST', 'a deletion', deletion],
  ] as const)('because the cluster refuses what was stored before (%s) is said before %s', async (verb, _, write) => {
    bench.server.hook = refuse(verb, true, 'ValidatingAdmissionPolicy denied it');
    const { writes } = await bench.open().preview({ writes: [write()] });
    expect(writes[0]?.wayBack).toEqual({ state: 'closed', why: 'ValidatingAdmissionPolicy denied it' });
  });

  it('is unknown where the cluster does not say, and nothing where nothing stands against it', async () => {
    expect((await bench.open().preview({ writes: [create()] })).writes[0]).not.toHaveProperty('wayBack');
    bench.server.hook = ({ path }, response) => {
      if (!path.endsWith('/selfsubjectaccessreviews')) return false;
      sendStatus(response, 503, 'ServiceUnavailable', 'starting');
      return true;
    };
    const { writes } = await bench.open().preview({ writes: [create()] });
    expect(writes[0]?.wayBack?.state).toBe('unknown');
  });
});
