'use client';
import { useWorkbench } from '#hooks';
import type { Kind } from '#stream';
import { KINDS } from '#stream';
import { DottedCanvas } from './start-screen.tsx';

const WORDS: Readonly<Record<Kind, string>> = {
  namespaces: 'namespaces',
  pods: 'pods',
  networkpolicies: 'network policies',
  services: 'services',
  nodes: 'nodes',
};

/** Between the first paint and the first snapshot. No shimmer: it says what it waits for. */
export function LoadingScreen() {
  const health = useWorkbench((state) => state.health);
  const read = KINDS.filter((kind) => health && health.kinds[kind].state !== 'connecting');
  const next = KINDS.find((kind) => !read.includes(kind));
  return (
    <main className="relative flex min-h-0 flex-1">
      <DottedCanvas />
      <p role="status" className="absolute inset-x-0 top-[38%] text-center text-body text-text-2">
        {health && next
          ? `Reading ${WORDS[next]}, ${read.length} of ${KINDS.length} kinds`
          : 'Connecting to the cluster'}
      </p>
    </main>
  );
}
