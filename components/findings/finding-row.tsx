'use client';
import { ScrollText } from 'lucide-react';
import { FixButton, impactInWords, SeverityMark, subjectOf } from '#domain';
import { type Finding, tell } from '#findings';
import { useIntents, useWorkbench } from '#store';
import { Button, classNames, Icon, LongName } from '#ui';

export function FindingRow({ finding }: { finding: Finding }) {
  const { select } = useIntents();
  const { title, sentence } = tell(finding);
  const isSelected = useWorkbench(({ selection }) => {
    if (selection?.type === 'policy') return selection.id === finding.policy;
    return selection?.type === 'workload' && selection.id === finding.workload;
  });
  return (
    <tr
      className={classNames(
        'h-[52px] border-b border-line-1',
        isSelected && 'bg-signal-wash shadow-[inset_3px_0_var(--signal)]',
      )}
      aria-selected={isSelected}
      data-finding={finding.key}
    >
      <td className="pl-4">
        <SeverityMark severity={finding.severity} size={15} />
      </td>
      <td className="py-1 pr-4">
        <button
          type="button"
          aria-label={`${title}. ${sentence} Show it.`}
          onClick={() => select(subjectOf(finding))}
          className="block w-full rounded-chip text-left"
        >
          <span className="block text-body font-name break-words text-text-1">{title}</span>
          <span className="block text-list break-words text-text-2">{sentence}</span>
        </button>
      </td>
      <td className="pr-3 font-mono text-code text-text-2">
        <LongName text={finding.namespace} />
      </td>
      <td className="py-1 pr-3">
        {finding.fixes.length > 0 ? <FirstFix finding={finding} /> : <ShowPolicy finding={finding} />}
      </td>
    </tr>
  );
}

const COLOURS = { removes: 'text-denied', adds: 'text-allowed', none: 'text-text-3' } as const;

/** With all it would change beside it. */
function FirstFix({ finding }: { finding: Finding }) {
  const impact = useWorkbench((state) => state.findings?.impacts[finding.key]);
  const [fix] = finding.fixes;
  if (!fix) return null;
  const words = impact && impactInWords(impact);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-0.5">
      <FixButton fix={fix} size="normal" />
      {words ? (
        <span className={classNames('tabular text-hint', COLOURS[words.tone])}>{words.long}</span>
      ) : (
        <span className="text-hint text-text-3" title="Not worked out yet: the draft shows it">
          …
        </span>
      )}
    </div>
  );
}

/** Only a person can know what was meant: the policy is shown at its place. */
function ShowPolicy({ finding }: { finding: Finding }) {
  const { select } = useIntents();
  if (finding.policy === undefined) return <span className="text-text-3">No draft to offer</span>;
  return (
    <Button icon={<Icon of={ScrollText} />} onClick={() => select(subjectOf(finding))}>
      Show policy
    </Button>
  );
}
