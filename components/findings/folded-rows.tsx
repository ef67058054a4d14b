'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { SeverityMark } from '#domain';
import { listed } from '#engine';
import type { FoldedFindings } from '#findings';
import { Icon } from '#ui';
import { FindingRow } from './finding-row.tsx';

const NAMES = 3;

/** One finding as a row; many alike as one row that opens. */
export function FoldedRows({ fold }: { fold: FoldedFindings }) {
  const [isOpen, setOpen] = useState(false);
  const { findings, title } = fold;
  const [first] = findings;
  if (!first) return null;
  if (title === undefined) return <FindingRow finding={first} />;
  return (
    <>
      <tr className="h-[44px] border-b border-line-1" data-fold={fold.code}>
        <td className="pl-4">
          <SeverityMark severity={first.severity} size={15} />
        </td>
        <td colSpan={3} className="py-1 pr-4">
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            className="flex w-full items-center gap-1.5 rounded-chip text-left"
          >
            <Icon of={isOpen ? ChevronDown : ChevronRight} className="shrink-0 text-text-3" />
            <span className="text-body font-name text-text-1">{title}</span>
            <span className="min-w-0 truncate font-mono text-code text-text-3">
              {namespacesOf(findings.map(({ namespace }) => namespace))}
            </span>
          </button>
        </td>
      </tr>
      {isOpen && findings.map((finding) => <FindingRow key={finding.key} finding={finding} />)}
    </>
  );
}

function namespacesOf(all: readonly string[]): string {
  const names = [...new Set(all)];
  return names.length > NAMES ? `in ${names.length} namespaces` : `in ${listed(names)}`;
}
