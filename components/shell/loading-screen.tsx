'use client';
import { useWorkbench } from '#store';
import { MAP_KINDS, watchedKind } from '#stream';
import { DottedCanvas } from './start-screen.tsx';

/** Between the first paint and the first snapshot. No shimmer: it says what it waits for. */
export function LoadingScreen() {
  const health = useWorkbench((state) => state.health);
  const read = MAP_KINDS.filter((kind) => health && health.kinds[kind].state !== 'connecting');
  const next = MAP_KINDS.find((kind) => !read.includes(kind));
  return (
    <main className="relative flex min-h-0 flex-1">
      <DottedCanvas />
      <p role="status" className="absolute inset-x-0 top-[38%] text-center text-body text-text-2">
        {health && next
          ? `Reading ${watchedKind(next).words}, ${read.length} of ${MAP_KINDS.length} kinds`
          : 'Connecting to the cluster'}
      </p>
    </main>
  );
}
