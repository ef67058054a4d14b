/** How often a scripted API server was asked. */

import type { Seen } from './fake-api-server.ts';

/** The most requests for one path within any minute, where time goes `haste` times as fast. */
export function mostInAMinute(seen: readonly Seen[], haste: number): number {
  let most = 0;
  for (const { path, at } of seen) {
    const minute = seen.filter((other) => other.path === path && other.at >= at && other.at < at + 60_000 / haste);
    most = Math.max(most, minute.length);
  }
  return most;
}
