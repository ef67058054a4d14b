'use client';
/** What the map waits for, while it shows places without facts. */

import { useWorkbench } from '#store';
import { MAP_KINDS, watchedKind } from '#stream';
import { readingWords, type WorkbenchState } from '#workbench';

export function LoadingNote() {
  const words = useWorkbench(loadingWords);
  if (words === '') return null;
  return (
    <p
      role="status"
      className="pointer-events-none absolute top-3 left-1/2 -translate-x-1/2 rounded-chip bg-surface px-2 py-0.5 text-list text-text-2"
    >
      {words}
    </p>
  );
}

function loadingWords(state: WorkbenchState): string {
  const { snapshot, reachability, health } = state;
  const reading = readingWords(state);
  if (reading !== undefined) return `${reading}. Numbers are lowerBounds.`;
  if (snapshot !== undefined) return reachability === undefined ? 'Working out who can talk to whom' : '';
  const next = MAP_KINDS.find((kind) => health?.kinds[kind].state === 'connecting');
  if (next === undefined) return 'Connecting to the cluster';
  const read = MAP_KINDS.filter((kind) => health?.kinds[kind].state !== 'connecting').length;
  return `Reading ${watchedKind(next).words}, ${read} of ${MAP_KINDS.length} kinds`;
}
