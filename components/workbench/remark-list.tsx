'use client';
import type { Remark } from '#draft';
import { CureButton } from './cure-button.tsx';
import { HarmMark } from './harm-mark.tsx';
import { priceWords } from './price-words.ts';
import { useIntents, useWorkbench } from './workbench-provider.tsx';

export interface RemarkListProps {
  remarks: readonly Remark[];
  /** With the cure and its price; else a name and a sentence, for a panel that has little room. */
  cures?: boolean;
}

/** Remarks in a panel, the most harmful first; each leads to what it is about. */
export function RemarkList({ remarks, cures = false }: RemarkListProps) {
  const { select } = useIntents();
  return (
    <ul>
      {remarks.map((remark) => (
        <li key={remark.key} className="flex gap-2 py-1">
          <span className="mt-0.5">
            <HarmMark harm={remark.harm} />
          </span>
          <div className="min-w-0 flex-1">
            <button
              type="button"
              title={remark.policy ?? remark.workload}
              onClick={() => select(subjectOf(remark))}
              className="block w-full rounded-chip text-left hover:text-signal-ink"
            >
              <span className="block text-list break-words text-text-1">{remark.title}</span>
            </button>
            <p className="text-hint break-words text-text-3">{remark.detail}</p>
            {cures && remark.cure && <Cure remark={remark} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Cure({ remark }: { remark: Remark }) {
  const price = useWorkbench((state) => state.remarks?.prices[remark.key]);
  if (!remark.cure) return null;
  return (
    <div className="mt-1.5 flex min-w-0 items-center gap-2">
      <CureButton cure={remark.cure} />
      {price && <span className="tabular text-hint text-text-2">{priceWords(price).long}</span>}
    </div>
  );
}

/** What a remark is about, as something to select. */
export function subjectOf({ policy, workload, namespace }: Remark) {
  if (policy !== undefined) return { type: 'policy', id: policy } as const;
  if (workload !== undefined) return { type: 'workload', id: workload } as const;
  return { type: 'namespace', name: namespace } as const;
}
