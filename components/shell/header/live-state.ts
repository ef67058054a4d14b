/** How fresh is what the screen shows: the worst of our own link, of every kind that is read, and of the map itself. */

import type { Health, KindState, StateKind } from '#stream';
import { MAP_KINDS } from '#stream';
import type { Link } from '#workbench';

export interface LiveState {
  readonly word:
    | 'Live'
    | 'Polling'
    | 'Partly live'
    | 'Connecting'
    | 'Reconnecting'
    | 'Behind'
    | 'Stale'
    | 'Signed out'
    | 'Files';
  readonly tone: 'good' | 'plain' | 'warning' | 'unsure';
  /** Clock reading (ms) of what is oldest; absent while nothing was heard. */
  readonly since?: number;
}

/** Worst first. A kind that may not be read, or does not exist, is a gap and says nothing about age. */
const BY_HARM: readonly KindState[] = ['stale', 'reconnecting', 'connecting', 'polling', 'live'];

/** Changes are on the map within a second; one that waits for longer shows that the map does not keep up. */
const BEHIND_MS = 2_000;

/** `behind`: since when a change that was read waits to be shown, where one does. */
export function liveState(link: Link, health: Health | undefined, behind?: number, now = 0): LiveState {
  const read = readState(link, health);
  const isTold = read.tone === 'warning' || read.word === 'Connecting';
  if (isTold || behind === undefined || now - behind < BEHIND_MS) return read;
  return { word: 'Behind', tone: 'warning', since: behind };
}

function readState(link: Link, health: Health | undefined): LiveState {
  if (link.state === 'signed-out') return { word: 'Signed out', tone: 'warning', since: link.heardAt };
  if (link.state === 'lost') return { word: 'Stale', tone: 'warning', since: link.heardAt };
  if (!health) return { word: 'Connecting', tone: 'plain' };
  // A tab that was out of sight: what it knows is as old as the last byte.
  if (link.state === 'connecting') return { word: 'Connecting', tone: 'plain', since: link.heardAt };
  const worst = BY_HARM.find((state) => MAP_KINDS.some((kind) => health.kinds[kind].state === state));
  if (!worst) return { word: 'Partly live', tone: 'unsure', since: link.healthAt };
  const since = oldest(link, health, worst);
  switch (worst) {
    case 'stale':
      return { word: 'Stale', tone: 'warning', since };
    case 'reconnecting':
      return { word: 'Reconnecting', tone: 'warning', since };
    case 'connecting':
      return { word: 'Connecting', tone: 'plain', since };
    default:
      if (MAP_KINDS.some((kind) => health.kinds[kind].state === 'forbidden')) {
        return { word: 'Partly live', tone: 'unsure', since };
      }
      return worst === 'polling' ? { word: 'Polling', tone: 'good', since } : { word: 'Live', tone: 'good', since };
  }
}

/** True when what is shown may differ from the cluster for longer than a routine reconnect takes. */
export function isStale(link: Link, health: Health | undefined): boolean {
  return link.state === 'lost' || link.state === 'signed-out' || liveState(link, health).word === 'Stale';
}

/** Clock reading (ms) at which a kind was last heard of; where the last word was a no, at which it was said. */
export function heardAt(link: Link, health: Health, kind: StateKind): number | undefined {
  const { ageMs: understoodMs, refusalAgeMs } = health.kinds[kind];
  const ageMs = refusalAgeMs ?? understoodMs;
  return ageMs === null || link.healthAt === undefined ? undefined : link.healthAt - ageMs;
}

function oldest(link: Link, health: Health, state: KindState): number | undefined {
  const readings = MAP_KINDS.filter((kind) => health.kinds[kind].state === state)
    .map((kind) => heardAt(link, health, kind))
    .filter((reading) => reading !== undefined);
  return readings.length > 0 ? Math.min(...readings) : undefined;
}
