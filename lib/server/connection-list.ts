/** Every connection of the announced snapshot, for scripts: the same engine as behind the map, compiled once a snapshot. */

import type { ClusterLink } from '#cluster';
import { createEngine, type Engine, type Level } from '#engine';
import type { ClusterSnapshot } from '#stream';
import { type Refusal, sendJson, sendRefusal } from './answer.ts';
import type { Exchange } from './routes.ts';

const LEVELS: readonly Level[] = ['workload', 'pod'];

export function connectionList(link: Pick<ClusterLink, 'current'>): (exchange: Exchange) => void {
  const compiled = new WeakMap<ClusterSnapshot, Engine>();
  return ({ query, response }) => {
    const level = LEVELS.find((name) => name === (query.get('level') ?? 'workload'));
    const { snapshot } = link.current();
    if (level === undefined || snapshot === undefined) {
      sendRefusal(response, level === undefined ? UNKNOWN_LEVEL : NOTHING_YET);
      return;
    }
    const engine = compiled.get(snapshot) ?? createEngine(snapshot);
    compiled.set(snapshot, engine);
    const { epoch, revision } = snapshot;
    const { totals } = engine.reachability();
    sendJson(response, 200, { epoch, revision, level, totals, connections: engine.connections(level) });
  };
}

const UNKNOWN_LEVEL: Refusal = { status: 400, code: 'bad-request', message: 'level is workload or pod.' };
const NOTHING_YET: Refusal = {
  status: 503,
  code: 'no-snapshot',
  message: 'Nothing is known of the cluster yet.',
  headers: { 'retry-after': '1' },
};
