'use client';
import { useEffect } from 'react';
import { useIntents, useWorkbench } from './workbench-provider.tsx';

export interface FreshHistoryOptions {
  /** Milliseconds to wait, so that several changes at once are one reading. */
  readonly after: number;
  /** Nobody asked for it: it is not tried while our server does not answer. */
  readonly quietly?: boolean;
}

/** Reads history now, and again whenever something may have been written, here or elsewhere. */
export function useFreshHistory({ after, quietly = false }: FreshHistoryOptions): void {
  const { readHistory } = useIntents();
  const stage = useWorkbench((state) => state.apply.stage);
  const link = useWorkbench((state) => state.link.state);
  // Another list of policies is the sign that someone wrote one.
  const policies = useWorkbench((state) => state.snapshot?.policies);
  useEffect(() => {
    if (stage === 'applying' || stage === 'undoing' || policies === undefined || (quietly && link !== 'open')) return;
    const timer = setTimeout(() => void readHistory(), after);
    return () => clearTimeout(timer);
  }, [stage, policies, link, readHistory, after, quietly]);
}
