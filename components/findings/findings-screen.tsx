'use client';
import { CircleCheck, CircleQuestionMark } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Finding } from '#findings';
import { useWorkbench } from '#store';
import { EmptyState, Icon, LinkButton } from '#ui';
import { readingWords } from '#workbench';
import { FindingsTable } from './findings-table.tsx';
import { FindingsToolbar } from './findings-toolbar.tsx';
import { filterFindings, type Grouping, groupFindings } from './group-findings.ts';

const NONE: readonly Finding[] = [];

/** The screen of findings: a table by severity or by namespace. */
export function FindingsScreen() {
  const known = useWorkbench((state) => state.findings?.list);
  const reading = useWorkbench(readingWords);
  const [filter, setFilter] = useState('');
  const [grouping, setGrouping] = useState<Grouping>('severity');
  const list = known ?? NONE;
  const hits = useMemo(() => filterFindings(list, filter), [list, filter]);
  const groups = useMemo(() => groupFindings(hits, grouping), [hits, grouping]);
  return (
    <section aria-label="Findings" className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <FindingsToolbar
        findings={known}
        filter={filter}
        found={filter.trim() === '' ? undefined : hits.length}
        onFilter={setFilter}
        grouping={grouping}
        onGrouping={setGrouping}
      />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {groups.length > 0 && <FindingsTable groups={groups} />}
        {known === undefined && (
          <p role="status" className="p-5 text-body text-text-2">
            {reading ? `${reading}. Findings wait for all of them.` : 'Looking for what is probably not meant.'}
          </p>
        )}
        {known !== undefined && groups.length === 0 && (
          <div className="p-5">
            {filter ? (
              <EmptyState
                title="No finding has these words"
                action={<LinkButton onClick={() => setFilter('')}>Show all findings</LinkButton>}
              />
            ) : (
              <div className="flex gap-2">
                <Icon of={CircleCheck} size={18} className="shrink-0 text-allowed" />
                <EmptyState title="Nothing was found">
                  Every workload has a policy, and every policy does what it says, as far as it was checked.
                </EmptyState>
              </div>
            )}
          </div>
        )}
        <NotChecked />
      </div>
    </section>
  );
}

/** What no finding can be about, so that an empty list is not taken for all is well. */
function NotChecked() {
  const health = useWorkbench((state) => state.health);
  const forbidden = health !== undefined && Object.values(health.kinds).some(({ state }) => state === 'forbidden');
  return (
    <p className="flex items-start gap-2 px-4 py-5 text-body text-text-2">
      <Icon of={CircleQuestionMark} className="mt-0.5 shrink-0 text-unknown" />
      <span>
        Not checked: unused rules (observed traffic is not read), security groups and firewalls, whether pods with
        rights in the API may reach the API server, and whether hooks of a release are shut in (netpol check tells both)
        {forbidden ? ', and whatever your role may not read' : ''}.
      </span>
    </p>
  );
}
