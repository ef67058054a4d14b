'use client';
import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import type { Harm, Remark } from '#draft';
import { CureButton, HarmMark, priceWords, subjectOf, useIntents, useWorkbench } from '#hooks';
import { amount, Button, classNames, Icon, LinkButton, LongName } from '#ui';
import type { RemarkGroup } from './group-remarks.ts';

/** More rows than this wait for a click: a cluster may have thousands. */
const ROWS_AT_ONCE = 60;

const TITLE_COLOURS: Readonly<Record<Harm, string>> = {
  exposed: 'text-denied',
  broken: 'text-denied',
  doubtful: 'text-warning',
  wide: 'text-warning',
  note: 'text-open',
};

export function FindingsTable({ groups }: { groups: readonly RemarkGroup[] }) {
  return (
    <table className="w-full table-fixed border-collapse text-list" data-testid="findings">
      <colgroup>
        <col className="w-11" />
        <col />
        <col className="w-[15%]" />
        <col className="w-[28%]" />
        <col className="w-[110px]" />
      </colgroup>
      <thead className="sticky top-0 z-10 bg-surface text-left text-hint text-text-3">
        <tr className="h-[30px] shadow-[inset_0_-1px_var(--line-2)]">
          <th className="font-normal">
            <span className="sr-only">Severity</span>
          </th>
          <th className="font-normal">Finding</th>
          <th className="font-normal">Namespace</th>
          <th className="font-normal">One click</th>
          <th className="pr-3.5 text-right font-normal">Pairs it changes</th>
        </tr>
      </thead>
      {groups.map((group) => (
        <Group key={group.key} group={group} />
      ))}
    </table>
  );
}

function Group({ group }: { group: RemarkGroup }) {
  const [all, setAll] = useState(false);
  const { remarks, title, harm } = group;
  const shown = all ? remarks : remarks.slice(0, ROWS_AT_ONCE);
  return (
    <tbody>
      <tr className="h-[34px] border-b border-line-1 bg-canvas">
        <th colSpan={5} scope="rowgroup" className="px-4 text-left font-normal">
          <span className={classNames('font-name', harm ? TITLE_COLOURS[harm] : 'font-mono text-text-1')}>{title}</span>{' '}
          <span className="tabular ml-1 text-text-3">{amount(remarks.length)}</span>
        </th>
      </tr>
      {shown.map((remark) => (
        <Row key={remark.key} remark={remark} />
      ))}
      {shown.length < remarks.length && (
        <tr className="h-[34px] border-b border-line-1">
          <td />
          <td colSpan={4}>
            <LinkButton onClick={() => setAll(true)}>Show all {amount(remarks.length)}</LinkButton>
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Row({ remark }: { remark: Remark }) {
  const { select } = useIntents();
  const isSelected = useWorkbench(({ selection }) => {
    if (selection?.type === 'policy') return selection.id === remark.policy;
    return selection?.type === 'workload' && selection.id === remark.workload;
  });
  return (
    <tr
      className={classNames(
        'h-[52px] border-b border-line-1',
        isSelected && 'bg-signal-wash shadow-[inset_3px_0_var(--signal)]',
      )}
      aria-selected={isSelected}
      data-finding={remark.key}
    >
      <td className="pl-4">
        <HarmMark harm={remark.harm} size={15} />
      </td>
      <td className="py-1 pr-4">
        <button
          type="button"
          aria-label={`${remark.title}. ${remark.detail} Show it.`}
          onClick={() => select(subjectOf(remark))}
          className="block w-full rounded-chip text-left"
        >
          <span className="block text-body font-name break-words text-text-1">{remark.title}</span>
          <span className="block text-list break-words text-text-2">{remark.detail}</span>
        </button>
      </td>
      <td className="pr-3 font-mono text-code text-text-2">
        <LongName text={remark.namespace} />
      </td>
      <td className="pr-3">
        {remark.cure ? <CureButton cure={remark.cure} size="normal" /> : <ShowPolicy remark={remark} />}
      </td>
      <td className="tabular pr-3.5 text-right">
        <PriceOf remark={remark} />
      </td>
    </tr>
  );
}

/** Only a person can know what was meant: the policy is shown at its place. */
function ShowPolicy({ remark }: { remark: Remark }) {
  const { select } = useIntents();
  if (remark.policy === undefined) return <span className="text-text-3">None that is surely safe</span>;
  return (
    <Button icon={<Icon of={ScrollText} />} onClick={() => select(subjectOf(remark))}>
      Show policy
    </Button>
  );
}

const PRICE_COLOURS = { removes: 'text-denied', adds: 'text-allowed', none: 'text-text-3' } as const;

function PriceOf({ remark }: { remark: Remark }) {
  const price = useWorkbench((state) => state.remarks?.prices[remark.key]);
  if (!remark.cure) return null;
  if (!price) {
    return (
      <span className="text-text-3" title="Not worked out yet: the draft shows it">
        …
      </span>
    );
  }
  const { short, long, tone } = priceWords(price);
  return (
    <span className={PRICE_COLOURS[tone]} title={long}>
      <span aria-hidden="true">{short}</span>
      <span className="sr-only">{long}</span>
    </span>
  );
}
