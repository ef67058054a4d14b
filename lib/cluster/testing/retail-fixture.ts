/** A link to the small shop on a fake server, on a clock that runs ten times as fast. */

import { KINDS } from '#stream';
import { acceleratedClock } from './accelerated-clock.ts';
import { FakeApiServer } from './fake-api-server.ts';
import { openLiveLink, seedShop, stateOf, type TestLink } from './open-test-link.ts';
import { seededRandom } from './seeded-random.ts';

export const SPEED_UP = 10;
export const WATCHED = [...KINDS, 'replicasets', 'jobs', 'configmaps'];

export async function openRetailFixture(): Promise<{ server: FakeApiServer; test: TestLink }> {
  const server = await new FakeApiServer().start();
  seedShop(server);
  const clock = acceleratedClock(SPEED_UP);
  const test = await openLiveLink(server, { clock, random: seededRandom(7), silenceMs: 35_000 / SPEED_UP });
  return { server, test };
}

export const allLive = (test: TestLink) => KINDS.every((kind) => stateOf(test, kind) === 'live');
