'use client';
import { ArrowLeftRight, Ban, CircleQuestionMark } from 'lucide-react';
import { VerdictMark } from '#domain';
import type { Direction, WorkloadId, WorkloadReach } from '#engine';
import { policyId } from '#engine';
import { useIntents, useWorkbench } from '#store';
import { Chip, Icon, IconButton, LongName } from '#ui';
import { OutsideRulesList } from '../blocks/outside-rules-list.tsx';
import { PolicyList } from '../blocks/policy-list.tsx';
import { isAws } from '../blocks/unknown-block.tsx';
import { OUTSIDE, outsideRules } from '../words/outside-rules.ts';
import { usePanelPolicies, usePanelReachability } from '../words/use-panel-state.ts';
import { Panel, PanelHeader, Section, Waiting } from './panel.tsx';

export interface OutsideConnectionPanelProps {
  id: WorkloadId;
  /** `ingress`: from outside to the workload. */
  direction: Direction;
}

/** One workload and what is outside: what policies say of it at that gate, and what nobody here can tell. */
export function OutsideConnectionPanel({ id, direction }: OutsideConnectionPanelProps) {
  const { select } = useIntents();
  const workload = usePanelReachability()?.workloads.find((one) => one.id === id);
  const [source, destination] = direction === 'ingress' ? [OUTSIDE, id] : [id, OUTSIDE];
  const denied = workload?.[direction].outside === 'denied' && !workload.hostNetwork;
  const [from, to] = direction === 'ingress' ? ['Internet', workload?.name ?? id] : [workload?.name ?? id, 'Internet'];
  return (
    <Panel label={`Connection ${source} to ${destination}`} width="connection">
      <PanelHeader
        kicker="Connection"
        tools={
          <IconButton
            label="The other way round"
            onClick={() => select({ type: 'edge', source: destination, destination: source })}
          >
            <Icon of={ArrowLeftRight} size={15} />
          </IconButton>
        }
        title={
          <>
            <LongName text={from} />
            <VerdictMark kind={denied ? 'denied' : 'unknown'} length={20} />
            <LongName text={to} />
          </>
        }
        actions={
          <Chip
            tone={denied ? 'bad' : 'unsure'}
            look="wash"
            className="h-6 px-2 text-body font-strong"
            data-testid="verdict"
          >
            <Icon of={denied ? Ban : CircleQuestionMark} /> {denied ? 'Denied' : 'Unknown'}
          </Chip>
        }
      />
      {workload ? (
        <Reasons workload={workload} direction={direction} />
      ) : (
        <Waiting>{id} is not in the cluster, or no longer.</Waiting>
      )}
    </Panel>
  );
}

function Reasons({ workload, direction }: { workload: WorkloadReach; direction: Direction }) {
  const policies = usePanelPolicies();
  const aws = useWorkbench((state) => (state.snapshot ? isAws(state.snapshot) : false));
  const gate = workload[direction];
  const rules = outsideRules(policies, gate, direction);
  const isolating = policies.filter((policy) => gate.isolatedBy.includes(policyId(policy)));
  const end = direction === 'ingress' ? 'Entering' : 'Leaving';
  return (
    <>
      <Section
        title={<LongName text={`${end} ${workload.name}`} />}
        note={STATES[workload.hostNetwork ? 'open' : gate.outside]}
      >
        {workload.hostNetwork ? (
          <p className="text-list text-text-2">It uses the network of its machine: no policy selects it.</p>
        ) : gate.outside === 'open' ? (
          <p className="text-list text-text-2">
            No policy isolates {workload.name} for {direction}: every address, on any port.
          </p>
        ) : (
          <OutsideRulesList rules={rules} />
        )}
        {gate.outside === 'denied' && !workload.hostNetwork && (
          <>
            <p className="mb-1 text-list text-text-2">It is isolated, and no rule admits an address outside:</p>
            <PolicyList policies={isolating} />
          </>
        )}
      </Section>
      {gate.outside !== 'denied' && (
        <Section title="Beyond">
          <p className="text-list text-unknown">
            {aws ? 'Security groups are not read' : 'Firewalls outside the cluster are not read'}: whether it passes
            there is unknown.
          </p>
        </Section>
      )}
    </>
  );
}

const STATES = {
  open: <span className="text-open">Open</span>,
  rule: <span className="text-allowed">Admitted in part</span>,
  denied: <span className="text-denied">Denied</span>,
} as const;
