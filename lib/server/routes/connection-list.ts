/** Every connection of the announced snapshot, for scripts: the same engine as behind the map. */

import type { ClusterLink, Known } from '#cluster';
import type { Level } from '#engine';
import { VERDICT_KINDS } from '#stream';
import { type HttpRefusal, sendRefusal } from '../http/answer.ts';
import type { Exchange } from './route.ts';
import { connectionSender, type Limits } from './send-connections.ts';

const LEVELS: readonly Level[] = ['workload', 'pod'];

export function connectionList(
  link: Pick<ClusterLink, 'current'>,
  limits?: Limits,
): (exchange: Exchange) => Promise<void> {
  const send = connectionSender(limits);
  return async ({ query, response, asker }) => {
    const level = LEVELS.find((name) => name === (query.get('level') ?? 'workload'));
    const known = link.current(asker);
    const { snapshot } = known;
    if (level === undefined) return sendRefusal(response, UNKNOWN_LEVEL);
    const why = notWhole(known);
    if (snapshot === undefined || why !== undefined) return sendRefusal(response, notYet(why ?? ''));
    await send(response, snapshot, level);
  };
}

/** Why connections cannot be listed yet, as a sentence: a part of them would look like all. Undefined when they can. */
function notWhole({ snapshot, health }: Known): string | undefined {
  if (snapshot === undefined) {
    const refusals = VERDICT_KINDS.map((kind) => health.kinds[kind]).filter(({ state }) => state === 'forbidden');
    return refusals.find(({ error }) => error !== undefined)?.error ?? 'Nothing is known of the cluster yet.';
  }
  const kind = VERDICT_KINDS.find((needed) => snapshot.incomplete?.includes(needed));
  if (kind === undefined) return undefined;
  const { count, expected } = health.kinds[kind];
  return `Still reading ${kind}: ${count}${expected === undefined ? '' : ` of ${expected}`} so far.`;
}

/** Why nothing is ready, in a word for anyone who asks: what may not be read is not waited for. Undefined when all is. */
export function unreadiness(known: Known): string | undefined {
  if (notWhole(known) === undefined) return undefined;
  const refused = VERDICT_KINDS.some((kind) => ['forbidden', 'absent'].includes(known.health.kinds[kind].state));
  return known.snapshot === undefined && refused ? 'not readable: /api/v1/state says why' : 'still reading';
}

const UNKNOWN_LEVEL: HttpRefusal = { status: 400, code: 'bad-request', message: 'level is workload or pod.' };

function notYet(message: string): HttpRefusal {
  return { status: 503, code: 'no-snapshot', message, headers: { 'retry-after': '1' } };
}
