import { expect, test, vi } from 'vitest';
import { createFakeLink } from '../testing/fake-link.ts';
import { ask, openForTest } from '../testing/front-harness.ts';
import { watchEventLoop } from './event-loop-watch.ts';

function spin(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('a process that could do nothing else is noticed, told of for a minute and then forgotten', async () => {
  let ahead = 0;
  const noticed: number[] = [];
  const watch = watchEventLoop(
    () => performance.now() + ahead,
    (ms) => noticed.push(ms),
  );
  expect(watch.problem()).toBeUndefined();
  spin(900);
  await vi.waitUntil(() => noticed.length > 0);
  expect(noticed[0]).toBeGreaterThan(200);
  expect(watch.problem()).toMatch(/^This program did nothing else for \d+\.\d s within the last minute\.$/);
  expect(watch.blocks).toBeGreaterThan(0);
  watch.stop();
  ahead = 61_000;
  expect(watch.problem()).toBeUndefined();
  expect(watch.longestMs()).toBe(0);
});

test('it is told by the state and by the metrics', async () => {
  const front = await openForTest(createFakeLink());
  const get = async (path: string) =>
    (await ask(front, { path, headers: { authorization: front.authorization } })).text;
  spin(900);
  await vi.waitUntil(async () => JSON.parse(await get('/api/v1/state')).degraded !== undefined, { interval: 50 });
  expect(JSON.parse(await get('/api/v1/state')).degraded).toMatch(/did nothing else/);
  const metrics = await get('/metrics');
  expect(metrics).toMatch(/^netpol_studio_event_loop_blocks_total [1-9]/m);
  expect(metrics).toMatch(/^netpol_studio_event_loop_longest_block_seconds 0\.[2-9]/m);
  await front.close();
});
