import { expect, it } from 'vitest';
import type { KubeResponse, KubeTransport } from '../../connect/kube-transport.ts';
import { fakeClock } from '../../testing/fake-clock.ts';
import { clusterIdentity } from './cluster-identity.ts';

function askedBy() {
  const clock = fakeClock();
  const waiting: ((response: KubeResponse) => void)[] = [];
  const announced: string[] = [];
  const transport: KubeTransport = {
    request: () => new Promise((resolve) => waiting.push(resolve)),
    stream: () => Promise.reject(new Error('no watches here')),
    close: async () => undefined,
  };
  const identity = clusterIdentity(transport, clock, (uid) => announced.push(uid));
  const answer = async (status: number, uid?: string) => {
    waiting.at(-1)?.({ status, headers: {}, body: { metadata: { uid } } });
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { clock, identity, announced, answer, asked: () => waiting.length };
}

it('is asked once for all who lost the cluster before, and anew for who lost it meanwhile', async () => {
  const { clock, identity, announced, answer, asked } = askedBy();
  clock.advance(10);
  const before = [identity.verify(1), identity.verify(2)];
  clock.advance(10);
  const meanwhile = identity.verify(15);
  expect(asked()).toBe(1);
  await answer(200, 'one');
  await Promise.all(before);
  expect(asked()).toBe(2);
  await answer(200, 'two');
  await meanwhile;
  expect(announced).toEqual(['one', 'two']);
  await identity.verify(15);
  expect(asked()).toBe(2);
});

it('that cannot be told fails for all who wait, by one request', async () => {
  const { clock, identity, answer, asked } = askedBy();
  clock.advance(10);
  const before = identity.verify(1);
  clock.advance(10);
  const meanwhile = identity.verify(15);
  const failures = Promise.allSettled([before, meanwhile]);
  await answer(503);
  expect((await failures).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(asked()).toBe(1);
});

it('is not told by a page that comes with the status of success', async () => {
  const { identity, answer, asked } = askedBy();
  const before = identity.verify(-1).catch((error: Error) => error.message);
  await answer(200);
  expect(await before).toBe('The API server sent something else than the namespace kube-system.');
  const again = identity.verify(-1);
  expect(asked()).toBe(2);
  await answer(200, 'one');
  await again;
});
