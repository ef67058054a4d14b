'use client';
import { Globe } from 'lucide-react';
import { VerdictMark } from '#domain';
import type { Direction, WorkloadReach } from '#engine';
import { useIntents, useWorkbench } from '#store';
import { amount, Icon, LongName } from '#ui';
import { FoldedList } from '../blocks/folded-list.tsx';
import { OutsideRulesList } from '../blocks/outside-rules-list.tsx';
import { isAws } from '../blocks/unknown-block.tsx';
import { OUTSIDE, outsideRules } from '../words/outside-rules.ts';
import { usePanelPolicies, usePanelReachability } from '../words/use-panel-state.ts';
import { Panel, PanelHeader, Section, Waiting } from './panel.tsx';

const ROWS_AT_ONCE = 12;

/** Everything outside the cluster: which ranges rules name, at whose gates, and where no policy says anything. */
export function OutsidePanel() {
  const workloads = usePanelReachability()?.workloads.filter(({ hostNetwork }) => !hostNetwork);
  const aws = useWorkbench((state) => (state.snapshot ? isAws(state.snapshot) : false));
  return (
    <Panel label="Internet" width="thing">
      <PanelHeader
        kicker={
          <>
            <Icon of={Globe} size={13} /> Outside the cluster
          </>
        }
        title="Internet"
      >
        <p className="mt-1 text-list text-text-2">
          What network policy lets through. Whether it does pass is unknown:{' '}
          {aws ? 'security groups are not read.' : 'firewalls outside the cluster are not read.'}
        </p>
      </PanelHeader>
      {workloads ? (
        <>
          <Side direction="ingress" workloads={workloads} />
          <Side direction="egress" workloads={workloads} />
        </>
      ) : (
        <Waiting>Working out who may reach whom.</Waiting>
      )}
    </Panel>
  );
}

function Side({ direction, workloads }: { direction: Direction; workloads: readonly WorkloadReach[] }) {
  const of = (state: WorkloadReach['ingress']['outside']) =>
    workloads.filter((one) => one[direction].outside === state);
  const [byRule, open, denied] = [of('rule'), of('open'), of('denied')];
  return (
    <Section
      title={direction === 'ingress' ? 'May come in from outside' : 'May go out'}
      note={`${amount(byRule.length + open.length)} of ${amount(workloads.length)} workloads`}
    >
      <Rows title="by rule" workloads={byRule} direction={direction} mark="unknown" rules />
      <Rows title="open: no policy selects them" workloads={open} direction={direction} mark="unknown" />
      <Rows
        title={direction === 'ingress' ? 'not admitted' : 'not let out'}
        workloads={denied}
        direction={direction}
        mark="denied"
      />
    </Section>
  );
}

interface RowsProps {
  title: string;
  workloads: readonly WorkloadReach[];
  direction: Direction;
  mark: 'unknown' | 'denied';
  rules?: boolean;
}

function Rows({ title, workloads, direction, mark, rules = false }: RowsProps) {
  const { select } = useIntents();
  const policies = usePanelPolicies();
  if (workloads.length === 0) return null;
  const ask = ({ id }: WorkloadReach) => {
    const [source, destination] = direction === 'ingress' ? [OUTSIDE, id] : [id, OUTSIDE];
    select({ type: 'edge', source, destination });
  };
  return (
    <>
      <h4 className="tabular mt-1 text-hint text-text-3">
        {amount(workloads.length)} {title}
      </h4>
      <ul>
        <FoldedList items={workloads} limit={ROWS_AT_ONCE} noun="workloads">
          {(workload) => (
            <li key={workload.id}>
              <button
                type="button"
                title={workload.id}
                onClick={() => ask(workload)}
                className="flex min-h-[22px] w-full items-center gap-2 rounded-chip text-left text-list hover:bg-raised"
              >
                <VerdictMark kind={mark} />
                <LongName text={workload.name} className="min-w-0 flex-1" />
                {workload.namespace !== workload.name && <span className="text-text-3">{workload.namespace}</span>}
              </button>
              {rules && (
                <div className="pl-[26px]">
                  <OutsideRulesList rules={outsideRules(policies, workload[direction], direction)} />
                </div>
              )}
            </li>
          )}
        </FoldedList>
      </ul>
    </>
  );
}
