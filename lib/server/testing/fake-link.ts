/** A cluster link for tests: it knows what it is told, says what it is told to say, and keeps what it was asked. */

import type { ClusterLink, Identity, Known, PolicyWriter } from '#cluster';
import type { ClusterSnapshot, Health, StreamMessage } from '#stream';
import { EMPTY_LISTS, STATE_KINDS } from '#stream';

export interface FakeLink extends ClusterLink {
  /** The same for whoever asks. */
  current(asker?: Identity): Known;
  know(known: Omit<Known, 'session'>): void;
  say(message: StreamMessage): void;
  /** To one identity alone. */
  sayTo(asker: Identity, message: StreamMessage): void;
  readonly asked: readonly (readonly [keyof PolicyWriter | 'retryNow', unknown])[];
  readonly listeners: number;
}

export const connectingHealth: Health = {
  kinds: Object.fromEntries(
    STATE_KINDS.map((kind) => [kind, { state: 'connecting', ageMs: null, count: 0 }]),
  ) as Health['kinds'],
};

export function emptySnapshot(revision: number): ClusterSnapshot {
  return {
    epoch: 'e1',
    revision,
    cluster: {
      mode: 'demo',
      name: 'test',
      context: 'test',
      server: 'https://127.0.0.1:1',
      tls: 'verified',
    },
    ...EMPTY_LISTS,
    enforcement: { state: 'unknown', engine: 'unknown', because: 'Nothing was read.' },
  };
}

/** `fail` is what the writer rejects with, where it does. */
export function createFakeLink(fail?: () => Error): FakeLink {
  const listeners = new Set<{ readonly id: string; readonly listener: (message: StreamMessage) => void }>();
  const asked: [keyof PolicyWriter | 'retryNow', unknown][] = [];
  let known: Omit<Known, 'session'> = { health: connectingHealth };
  const answerTo =
    <T>(name: keyof PolicyWriter, answer: T) =>
    async (_asker: Identity, request?: unknown) => {
      asked.push([name, request]);
      if (fail) throw fail();
      return answer;
    };
  return {
    asked,
    get listeners() {
      return listeners.size;
    },
    know: (now) => {
      known = now;
    },
    say: (message) => {
      for (const { listener } of listeners) listener(message);
    },
    sayTo: ({ id }, message) => {
      for (const one of listeners) if (one.id === id) one.listener(message);
    },
    current: () => ({ ...known, session: { readOnly: false } }),
    subscribe: ({ id }, listener) => {
      const one = { id, listener };
      listeners.add(one);
      return () => listeners.delete(one);
    },
    retryNow: () => asked.push(['retryNow', undefined]),
    stop: async () => listeners.clear(),
    writer: {
      preview: answerTo('preview', { previewId: 'p1', writes: [] }),
      apply: answerTo('apply', { applyId: 'a1', writes: [] }),
      undo: answerTo('undo', { applyId: 'a2', writes: [] }),
      keep: answerTo('keep', undefined),
      history: () => [],
    },
  };
}
