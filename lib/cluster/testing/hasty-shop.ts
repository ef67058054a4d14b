/** A link to the small shop on a fake server, on a clock that runs ten times as fast. */

import { FakeApiServer } from './fake-api-server.ts';
import { hastyClock } from './hasty-clock.ts';
import { openLiveLink, seedShop, stateOf, type TestLink } from './open-test-link.ts';
import { seededRandom } from './seeded-random.ts';

export const HASTE = 10;
export const KINDS = ['namespaces', 'pods', 'networkpolicies', 'services', 'nodes'] as const;
export const WATCHED = [...KINDS, 'replicasets', 'jobs', 'configmaps'];

export async function openHastyShop(): Promise<{ server: FakeApiServer; test: TestLink }> {
  const server = await new FakeApiServer().start();
  seedShop(server);
  const clock = hastyClock(HASTE);
  const test = await openLiveLink(server, { clock, random: seededRandom(7), silenceMs: 35_000 / HASTE });
  return { server, test };
}

export const allLive = (test: TestLink) => KINDS.every((kind) => stateOf(test, kind) === 'live');
