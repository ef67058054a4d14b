'use client';
import type { PolicyId } from '#engine';
import { useDraftedPolicy } from '../words/use-panel-state.ts';

/** `new` or `edited`, where the panel tells of the draft and a policy is the draft's. */
export function DraftedMark({ id }: { id: PolicyId }) {
  const drafted = useDraftedPolicy(id);
  if (!drafted) return null;
  return (
    <span className="mx-1 shrink-0 rounded-chip border border-line-2 px-1 text-hint text-signal-ink">{drafted}</span>
  );
}
