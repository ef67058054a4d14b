'use client';
import { type Finding, foldFindings, tell } from '#findings';
import { showScreen, useIntents, useWorkbench } from '#store';
import { visibleText } from '#ui';
import { FixButton } from './fix-button.tsx';
import { impactInWords } from './impact-words.ts';
import { SeverityMark } from './severity-mark.tsx';

export interface FindingListProps {
  findings: readonly Finding[];
  /** With the fix and what it would change; else a name and a sentence, for a panel that has little room. */
  fixes?: boolean;
  /** Many alike as one line, which leads to the screen of findings. */
  folded?: boolean;
  /** At most so many lines. */
  most?: number;
}

/** Findings in a panel, the gravest first; each leads to what it is about. */
export function FindingList({ findings, fixes = false, folded = false, most }: FindingListProps) {
  const folds = folded
    ? foldFindings(findings)
    : findings.map((finding) => ({ code: finding.code, findings: [finding], title: undefined }));
  return (
    <ul>
      {folds.slice(0, most).flatMap(({ findings: [first], title }) => {
        if (!first) return [];
        return title === undefined ? (
          <One key={first.key} finding={first} fixes={fixes} />
        ) : (
          <Many key={first.key} finding={first} title={title} />
        );
      })}
    </ul>
  );
}

function One({ finding, fixes }: { finding: Finding; fixes: boolean }) {
  const { select } = useIntents();
  const { title, sentence } = tell(finding);
  return (
    <li className="flex gap-2 py-1">
      <span className="mt-0.5">
        <SeverityMark severity={finding.severity} />
      </span>
      <div className="min-w-0 flex-1">
        <button
          type="button"
          title={finding.policy ?? finding.workload}
          onClick={() => select(subjectOf(finding))}
          className="block w-full rounded-chip text-left hover:text-signal-ink"
        >
          <span className="block text-list break-words text-text-1">{visibleText(title)}</span>
        </button>
        <p className="text-hint break-words text-text-3">
          <span className="font-mono">{finding.namespace}</span> · {visibleText(sentence)}
        </p>
        {fixes && <FirstFix finding={finding} />}
      </div>
    </li>
  );
}

/** Findings alike, by what they have in common. */
function Many({ finding, title }: { finding: Finding; title: string }) {
  return (
    <li className="flex gap-2 py-1">
      <span className="mt-0.5">
        <SeverityMark severity={finding.severity} />
      </span>
      <button
        type="button"
        onClick={() => showScreen('findings')}
        className="min-w-0 flex-1 rounded-chip text-left text-list break-words text-text-1 hover:text-signal-ink"
      >
        {title}
      </button>
    </li>
  );
}

function FirstFix({ finding }: { finding: Finding }) {
  const impact = useWorkbench((state) => state.findings?.impacts[finding.key]);
  const [fix] = finding.fixes;
  if (!fix) return null;
  return (
    <div className="mt-1.5 flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
      <FixButton fix={fix} />
      {impact && <span className="tabular text-hint text-text-2">{impactInWords(impact).long}</span>}
    </div>
  );
}

/** What a finding is about, as something to select. */
export function subjectOf({ policy, workload, namespace }: Finding) {
  if (policy !== undefined) return { type: 'policy', id: policy } as const;
  if (workload !== undefined) return { type: 'workload', id: workload } as const;
  return { type: 'namespace', name: namespace } as const;
}
