/** What is shown while a long list is still being read. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { partialPictures } from './partial-pictures.ts';
import { FakeApiServer } from './testing/fake-api-server.ts';
import { fakeClock } from './testing/fake-clock.ts';
import { openTestLink, pod, seedShop, stateOf, type TestLink } from './testing/open-test-link.ts';

let server: FakeApiServer;
let opened: TestLink;
/** Lets so many more pages of pods through. */
let letThrough: (pages: number) => void;

beforeEach(async () => {
  server = await new FakeApiServer().start();
  seedShop(server);
  for (let index = 0; index < 2_600; index++) server.put('pods', pod(`p-${index}`));
  let left = 1;
  const waiting: (() => void)[] = [];
  letThrough = (pages) => {
    left += pages;
    for (const wake of waiting.splice(0)) wake();
  };
  server.hook = async ({ path, query }) => {
    if (!path.endsWith('/pods') || query.has('watch')) return false;
    while (left <= 0) await new Promise<void>((resolve) => waiting.push(resolve));
    left--;
    return false;
  };
  opened = await openTestLink(server);
});

afterEach(async () => {
  letThrough(100);
  await opened.link.stop();
  await server.stop();
});

describe('while the list of pods is being read', () => {
  it('there is a picture of the first page, which says that it is not whole', async () => {
    await opened.until(() => opened.held()?.pods.length === 500, 'a first picture');
    expect(opened.held()).toMatchObject({ policies: [{ metadata: { name: 'deny' } }], incomplete: ['pods'] });
    expect(opened.link.current().health.kinds.pods).toMatchObject({ state: 'connecting', count: 500, expected: 2_601 });
  });

  it('counts grow with every page, pictures double, and the last one is whole', async () => {
    await opened.until(() => opened.held()?.pods.length === 500, 'a first picture');
    letThrough(1);
    await opened.until(() => opened.held()?.pods.length === 1000, 'twice as many');
    letThrough(1);
    const counted = () => opened.messages.at(-1)?.type === 'health' && opened.link.current().health.kinds.pods.count;
    await opened.until(() => counted() === 1500, 'a count');
    expect(opened.held()?.pods).toHaveLength(1000);
    letThrough(10);
    await opened.until(() => opened.held()?.incomplete === undefined, 'all of it');
    expect(opened.held()?.pods).toHaveLength(2_601);
    expect(opened.held()).toEqual(opened.link.current().snapshot);
    await opened.until(() => stateOf(opened) === 'live', 'live');
    expect(opened.link.current().health.kinds.pods).not.toHaveProperty('expected');
  });

  it('what is gone by the time the list was begun anew is not kept from the first attempt', async () => {
    await opened.until(() => opened.held()?.pods.length === 500, 'a first picture');
    server.remove('pods', 'shop/p-3');
    let cut = false;
    const before = server.hook;
    server.hook = async (seen, response) => {
      if (!cut && seen.path.endsWith('/pods') && seen.query.has('continue')) {
        cut = true;
        response.socket?.resetAndDestroy();
        return true;
      }
      return (await before?.(seen, response)) ?? false;
    };
    letThrough(1);
    await opened.until(() => stateOf(opened) === 'connecting' && cut, 'a cut');
    letThrough(100);
    await opened.until(() => stateOf(opened) === 'live', 'live', 15_000);
    await opened.until(() => opened.held()?.incomplete === undefined, 'all of it');
    expect(opened.held()?.pods.some(({ name }) => name === 'p-3')).toBe(false);
    expect(opened.held()?.pods).toHaveLength(2_600);
  }, 20_000);
});

describe('pictures of a list that is being read', () => {
  it('are made when there is twice as much, or after five seconds', () => {
    const clock = fakeClock();
    const pictures = partialPictures(clock);
    expect([500, 900, 1000, 1900].map((count) => pictures.isDue(count))).toEqual([true, false, true, false]);
    clock.advance(5_000);
    expect(pictures.isDue(1900)).toBe(true);
    pictures.forget();
    expect(pictures.isDue(10)).toBe(true);
  });
});
