import { describe, expect, it } from 'vitest';
import type { ClusterSnapshot, Health, PreviewAnswer, PreviewRequest, Refusal } from '#stream';
import { EMPTY_LISTS, STATE_KINDS } from '#stream';
import { createAnalyst } from './analyst.ts';
import { createDraftReader } from './draft-reader.ts';
import type { Later } from './findings-watch.ts';
import { memoryStorage } from './fixtures/memory-storage.ts';
import { throughWire } from './fixtures/through-wire.ts';
import type { Ports } from './state/ports.ts';
import { createWorkbench } from './store.ts';

const health: Health = {
  kinds: Object.fromEntries(
    STATE_KINDS.map((kind) => [kind, { state: 'live', ageMs: 0, count: 1 }]),
  ) as unknown as Health['kinds'],
};
const snapshot = (): ClusterSnapshot => ({
  epoch: 'one',
  revision: 1,
  ...EMPTY_LISTS,
  cluster: { mode: 'demo', name: 'lab', context: 'lab', server: 'https://127.0.0.1', tls: 'verified' },
  namespaces: [{ name: 'shop', labels: {} }],
  pods: [],
  policies: [],
  enforcement: { state: 'unknown', engine: 'unknown', because: 'test' },
});
const text = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
  namespace: shop
spec:
  podSelector: {}
`;
const refusal: Refusal = {
  status: 422,
  reason: 'Invalid',
  message: 'the whole',
  kind: 'invalid',
  causes: [{ field: 'spec.podSelector', message: 'not here' }],
};

/** What may wait is done at once. */
const atOnce: Later = (_, act) => {
  act();
  return () => undefined;
};

/** A workbench whose clock and server answer by hand. */
function bench() {
  let turn = 0;
  const timers = new Map<() => void, number>();
  const asked: PreviewRequest[] = [];
  const answers: ((answer: PreviewAnswer | Error) => void)[] = [];
  const never = () => Promise.reject(new Error('not asked for'));
  const ports: Ports = {
    postToAnalyst: (message) => analyst.handle(message),
    writes: {
      preview: (request) => {
        asked.push(request);
        return new Promise((resolve, reject) =>
          answers.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer))),
        );
      },
      apply: never,
      undo: never,
      keep: never,
      history: never,
      retry: never,
    },
    storage: memoryStorage(),
    now: () => 5,
    wallClock: () => 0,
    after: (milliseconds, act) => {
      timers.set(act, milliseconds);
      return () => timers.delete(act);
    },
    newKey: () => 'key',
    nextTurn: () => ++turn,
  };
  const workbench = createWorkbench(ports);
  const analyst = createAnalyst(throughWire(workbench.receiveAnalyst), createDraftReader, atOnce);
  return {
    ...workbench,
    asked,
    timers,
    state: () => workbench.store.getState().dryRun,
    async pause() {
      const due = [...timers.keys()];
      timers.clear();
      for (const act of due) act();
      await settle();
    },
    async answer(answer: PreviewAnswer | Error) {
      answers.shift()?.(answer);
      await settle();
    },
  };
}

/** Lets what was promised come about. */
async function settle() {
  for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setTimeout(resolve));
}

function typing(workbench = bench(), readOnly = false) {
  workbench.receiveStream({ type: 'session', session: { readOnly } });
  workbench.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
  workbench.intents.newPolicy('shop');
  workbench.intents.edit('key', text);
  return workbench;
}

const passed: PreviewAnswer = { previewId: 'p', writes: [{ id: 'shop/deny', outcome: 'create', warnings: ['w'] }] };

describe('the dry run while typing', () => {
  it('asks once after a pause, and says what the server said', async () => {
    const workbench = typing();
    expect([...workbench.timers.values()]).toEqual([600]);
    expect(workbench.asked).toHaveLength(0);
    await workbench.pause();
    expect(workbench.state()).toEqual({ state: 'asking' });
    await workbench.answer(passed);
    expect(workbench.state()).toEqual({ state: 'passed', at: 5, warnings: 1 });
    expect(workbench.asked).toHaveLength(1);
    expect(workbench.store.getState().apply.stage).toBe('idle');
  });

  it('puts a refusal on its line', async () => {
    const workbench = typing();
    await workbench.pause();
    await workbench.answer({ writes: [{ id: 'shop/deny', outcome: 'refused', warnings: [], refusal }] });
    expect(workbench.state()).toMatchObject({
      state: 'refused',
      problems: [{ key: 'key', message: 'spec.podSelector: not here', problem: { range: { line: 7 } } }],
    });
  });

  it('forgets the answer with the next key, and one that comes too late is not shown', async () => {
    const workbench = typing();
    await workbench.pause();
    workbench.intents.edit('key', `${text}  ingress: []\n`);
    expect(workbench.state()).toBeUndefined();
    await workbench.answer(passed);
    expect(workbench.state()).toBeUndefined();
    await workbench.pause();
    await workbench.answer(passed);
    expect(workbench.state()).toMatchObject({ state: 'passed' });
  });

  it('never has two questions on the way', async () => {
    const workbench = typing();
    await workbench.pause();
    workbench.intents.edit('key', `${text}  ingress: []\n`);
    await workbench.pause();
    expect(workbench.asked).toHaveLength(1);
    await workbench.answer(passed);
    await workbench.pause();
    expect(workbench.asked).toHaveLength(2);
  });

  it('does not ask about a text with an error, without a live cluster, or read-only', () => {
    const workbench = typing();
    workbench.intents.edit('key', `${text}  ingress: [`);
    expect(workbench.timers.size).toBe(0);
    workbench.intents.edit('key', text);
    expect(workbench.timers.size).toBe(1);
    workbench.setLink('lost');
    expect(workbench.timers.size).toBe(0);
    expect(typing(bench(), true).timers.size).toBe(0);
  });

  it('says when the server could not be asked', async () => {
    const workbench = typing();
    await workbench.pause();
    await workbench.answer(new Error('busy'));
    expect(workbench.state()).toEqual({ state: 'failed', message: 'busy' });
  });
});
