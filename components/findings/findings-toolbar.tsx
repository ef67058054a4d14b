'use client';
import { TriangleAlert } from 'lucide-react';
import { SeverityMark } from '#domain';
import { type Finding, SEVERITIES } from '#findings';
import { amount, FilterField, Icon, type Segment, SegmentedControl } from '#ui';
import type { Grouping } from './group-findings.ts';

const GROUPINGS: readonly Segment<Grouping>[] = [
  { value: 'severity', label: 'By severity' },
  { value: 'namespace', label: 'By namespace' },
];

export interface FindingsToolbarProps {
  findings: readonly Finding[] | undefined;
  filter: string;
  /** How many have the words of the filter; undefined without words. */
  found: number | undefined;
  onFilter: (filter: string) => void;
  grouping: Grouping;
  onGrouping: (grouping: Grouping) => void;
}

export function FindingsToolbar({ findings, filter, found, onFilter, grouping, onGrouping }: FindingsToolbarProps) {
  return (
    <div className="flex h-[var(--toolbar-height)] shrink-0 items-center gap-3 border-b border-line-1 px-3">
      <Icon of={TriangleAlert} className="shrink-0 text-text-2" />
      <h2 className="tabular shrink-0 text-body font-name">
        {findings === undefined ? 'Findings' : countWords(findings.length)}
      </h2>
      {findings && <Counts findings={findings} />}
      <span className="flex-1" />
      <FilterField
        label="Filter findings"
        value={filter}
        onChange={onFilter}
        found={found}
        className="w-[212px] max-narrow:w-[120px]"
      />
      <SegmentedControl label="Order of findings" segments={GROUPINGS} value={grouping} onChange={onGrouping} />
    </div>
  );
}

function Counts({ findings }: { findings: readonly Finding[] }) {
  return SEVERITIES.map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    if (count === 0) return null;
    return (
      <span key={severity} className="tabular flex shrink-0 items-center gap-1 text-body text-text-2">
        <SeverityMark severity={severity} />
        {amount(count)}
      </span>
    );
  });
}

function countWords(count: number): string {
  if (count === 0) return 'No findings';
  return `${amount(count)} ${count === 1 ? 'finding' : 'findings'}`;
}
