/** How old what we know is, in the words of the screens. */

import type { Health, Kind, KindHealth } from '#stream';
import { KINDS } from '#stream';
import type { ClusterReader } from './cluster-reader.ts';

/** Lost for longer than this, a kind is no longer about to come back but out of date. */
export const STALE_MS = 60_000;

export function healthOf(reader: Pick<ClusterReader, 'kind'>, now: number, retryInMs: number | undefined): Health {
  const kinds = Object.fromEntries(KINDS.map((kind) => [kind, kindHealth(reader, kind, now)]));
  return {
    kinds: kinds as Record<Kind, KindHealth>,
    ...(retryInMs === undefined ? {} : { retryInMs: Math.ceil(retryInMs) }),
  };
}

function kindHealth(reader: Pick<ClusterReader, 'kind'>, kind: Kind, now: number): KindHealth {
  const { health, count } = reader.kind(kind);
  const ageMs = health.heardAt === null ? null : Math.max(0, Math.round(now - health.heardAt));
  const stale = health.state === 'reconnecting' && ageMs !== null && ageMs > STALE_MS;
  return {
    state: stale ? 'stale' : health.state,
    ageMs,
    count,
    ...(health.error === undefined ? {} : { error: health.error }),
  };
}
