/** Which level is drawn at a zoom: coming nearer opens what is below, and nothing is drawn whose type could not be read. */

import type { LevelName } from '#graph';

/** From these zooms on the level below is drawn; of the level that is shown at rest. */
const NEARER: Readonly<Record<LevelName, number>> = { groups: 0, namespaces: 1.35, workloads: 2.2 };
/** Below this zoom the level above is drawn. */
const FARTHER = 0.62;
/** A level does not flicker while the zoom swings about a bound. */
const SLACK = 0.92;

const LEVELS: readonly LevelName[] = ['groups', 'namespaces', 'workloads'];

/** `base`: what is shown at 100 %. `shown`: what is shown just now. */
export function levelAtZoom(base: LevelName, zoom: number, shown: LevelName | undefined): LevelName {
  const from = LEVELS.indexOf(base);
  const now = shown === undefined ? from : LEVELS.indexOf(shown);
  if (zoom < FARTHER / (now < from ? SLACK : 1)) return LEVELS[Math.max(0, from - 1)] ?? base;
  let level = from;
  for (let at = from + 1; at < LEVELS.length; at++) {
    const bound = NEARER[LEVELS[at] ?? base] / (base === 'namespaces' ? 1.2 : 1);
    if (zoom >= bound * (now >= at ? SLACK : 1)) level = at;
  }
  return LEVELS[level] ?? base;
}
