'use client';
/** An amber frame and the time of what is seen: old facts must not look live. */

import { useWorkbench } from '#store';
import { freshnessOf, staleSince } from '#workbench';

export function StaleFrame() {
  const isStale = useWorkbench((state) => freshnessOf(state) === 'stale');
  const since = useWorkbench(staleSince);
  if (!isStale) return null;
  return (
    <div className="pointer-events-none absolute inset-0 border-2 border-warning" data-testid="map-stale">
      {since === undefined ? null : (
        <p className="tabular absolute top-2.5 left-1/2 -translate-x-1/2 rounded-chip bg-warning-wash px-2 py-0.5 text-list font-name text-warning">
          As of {clockTime(since)}
        </p>
      )}
    </div>
  );
}

/** Time of day of a reading of `performance.now()`. */
function clockTime(reading: number): string {
  return new Date(performance.timeOrigin + reading).toLocaleTimeString('en-GB');
}
