'use client';
import { useState } from 'react';
import { type Consequence, foldFindings } from '#findings';
import { amount, classNames, LinkButton } from '#ui';
import { FoldedRows } from './folded-rows.tsx';
import type { FindingGroup } from './group-findings.ts';

/** More rows than this wait for a click: a cluster may have thousands. */
const ROWS_AT_ONCE = 60;

const TITLE_COLOURS: Readonly<Record<Consequence, string>> = {
  exposed: 'text-denied',
  broken: 'text-denied',
  doubtful: 'text-warning',
  wide: 'text-warning',
  note: 'text-open',
};

export function FindingsTable({ groups }: { groups: readonly FindingGroup[] }) {
  return (
    <table className="w-full table-fixed border-collapse text-list" data-testid="findings">
      <colgroup>
        <col className="w-11" />
        <col />
        <col className="w-[14%]" />
        <col className="w-[32%]" />
      </colgroup>
      <thead className="sticky top-0 z-10 bg-surface text-left text-hint text-text-3">
        <tr className="h-[30px] shadow-[inset_0_-1px_var(--line-2)]">
          <th className="font-normal">
            <span className="sr-only">Severity</span>
          </th>
          <th className="font-normal">Finding</th>
          <th className="font-normal">Namespace</th>
          <th className="font-normal">A draft to start from, and all it would change</th>
        </tr>
      </thead>
      {groups.map((group) => (
        <Group key={group.key} group={group} />
      ))}
    </table>
  );
}

function Group({ group }: { group: FindingGroup }) {
  const [all, setAll] = useState(false);
  const { findings, title, theme } = group;
  const folds = foldFindings(findings);
  const shown = all ? folds : folds.slice(0, ROWS_AT_ONCE);
  return (
    <tbody>
      <tr className="h-[34px] border-b border-line-1 bg-canvas">
        <th colSpan={4} scope="rowgroup" className="px-4 text-left font-normal">
          <span className={classNames('font-name', theme ? TITLE_COLOURS[theme] : 'font-mono text-text-1')}>
            {title}
          </span>{' '}
          <span className="tabular ml-1 text-text-3">{amount(findings.length)}</span>
        </th>
      </tr>
      {shown.map((fold) => (
        <FoldedRows key={fold.findings[0]?.key ?? fold.code} fold={fold} />
      ))}
      {shown.length < folds.length && (
        <tr className="h-[34px] border-b border-line-1">
          <td />
          <td colSpan={3}>
            <LinkButton onClick={() => setAll(true)}>Show all {amount(findings.length)}</LinkButton>
          </td>
        </tr>
      )}
    </tbody>
  );
}
