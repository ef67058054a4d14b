/** How old what we know is, in the words of the screens. */

import { type Health, type KindHealth, STATE_KINDS, type StateKind } from '#stream';
import type { ClusterReader, KindReport } from './cluster-reader.ts';

/** Lost for longer than this, a kind is no longer about to come back but out of date. */
const STALE_MS = 60_000;

type Reader = Pick<ClusterReader, 'kind'>;

export function healthOf(reader: Reader, now: number, retryInMs: number | undefined): Health {
  const kinds = STATE_KINDS.map((kind) => [kind, kindHealth(reader.kind(kind), now)]);
  return {
    kinds: Object.fromEntries(kinds) as Record<StateKind, KindHealth>,
    ...(retryInMs === undefined ? {} : { retryInMs: Math.ceil(retryInMs) }),
  };
}

/** A no does not make what was known younger: it has an age of its own, told while it is the last word. */
const REFUSED: readonly KindHealth['state'][] = ['forbidden', 'absent'];

function kindHealth({ health, count, namespaces }: KindReport, now: number): KindHealth {
  const since = (reading: number | null) => (reading === null ? null : Math.max(0, Math.round(now - reading)));
  const ageMs = since(health.understoodAt);
  const refusalAgeMs = REFUSED.includes(health.state) ? since(health.refusedAt) : null;
  const stale = health.state === 'reconnecting' && ageMs !== null && ageMs > STALE_MS;
  return {
    state: stale ? 'stale' : health.state,
    ageMs,
    ...(refusalAgeMs === null ? {} : { refusalAgeMs }),
    count,
    ...(health.expected === undefined ? {} : { expected: Math.max(health.expected, count) }),
    ...(namespaces === undefined ? {} : { namespaces }),
    ...(health.error === undefined ? {} : { error: health.error }),
  };
}
