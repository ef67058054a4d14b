/** How old what we know is, in the words of the screens. */

import type { Health, Kind, KindHealth } from '#stream';
import { KINDS } from '#stream';
import type { ClusterReader, KindReport } from './cluster-reader.ts';

/** Lost for longer than this, a kind is no longer about to come back but out of date. */
const STALE_MS = 60_000;

type Reader = Pick<ClusterReader, 'kind' | 'policyEndpoints'>;

export function healthOf(reader: Reader, now: number, retryInMs: number | undefined): Health {
  const kinds = Object.fromEntries(KINDS.map((kind) => [kind, kindHealth(reader.kind(kind), now)]));
  const endpoints = reader.policyEndpoints();
  return {
    kinds: {
      ...(kinds as Record<Kind, KindHealth>),
      ...(endpoints ? { policyendpoints: kindHealth(endpoints, now) } : {}),
    },
    ...(retryInMs === undefined ? {} : { retryInMs: Math.ceil(retryInMs) }),
  };
}

function kindHealth({ health, count, namespaces }: KindReport, now: number): KindHealth {
  const ageMs = health.understoodAt === null ? null : Math.max(0, Math.round(now - health.understoodAt));
  const stale = health.state === 'reconnecting' && ageMs !== null && ageMs > STALE_MS;
  return {
    state: stale ? 'stale' : health.state,
    ageMs,
    count,
    ...(health.expected === undefined ? {} : { expected: Math.max(health.expected, count) }),
    ...(namespaces === undefined ? {} : { namespaces }),
    ...(health.error === undefined ? {} : { error: health.error }),
  };
}
