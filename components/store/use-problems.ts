import { useMemo } from 'react';
import type { Marker } from '#manifest';
import { useWorkbench } from './workbench-provider.tsx';

const NONE: readonly Marker[] = [];

/** What is wrong with the text of an edit: as we read it, and as the server says in its dry run. */
export function useProblems(key: string | undefined): readonly Marker[] {
  const reading = useWorkbench((state) => state.reading.edits.find((candidate) => candidate.key === key));
  const dryRun = useWorkbench((state) => state.dryRun);
  return useMemo(() => {
    const read = reading?.documents.flatMap((document) => document.problems) ?? NONE;
    if (dryRun?.state !== 'refused') return read;
    const said = dryRun.problems.flatMap((part) => (part.key === key && part.problem ? [part.problem] : []));
    return [...read, ...said];
  }, [reading, dryRun, key]);
}
