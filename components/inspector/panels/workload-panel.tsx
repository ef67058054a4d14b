'use client';
import type { LucideIcon } from 'lucide-react';
import { type NoPods, policyId, type WorkloadId, type WorkloadReach } from '#engine';
import { isAbout } from '#findings';
import { Icon, LongName } from '#ui';
import { Facts } from '../blocks/facts.tsx';
import { FindingsBlock } from '../blocks/findings-block.tsx';
import { GateBlock } from '../blocks/gate-block.tsx';
import { PolicyList } from '../blocks/policy-list.tsx';
import { RecipePopover } from '../recipes/recipe-popover.tsx';
import { kindIcon } from '../words/kind-icon.ts';
import { useDrafting } from '../words/use-drafting.ts';
import { usePanelPolicies, usePanelReachability } from '../words/use-panel-state.ts';
import { Panel, PanelHeader, Section, Waiting } from './panel.tsx';

/** A workload: what it is, who may reach it, whom it may reach, and the policies behind both. */
export function WorkloadPanel({ id }: { id: WorkloadId }) {
  const reachability = usePanelReachability();
  const workload = reachability?.workloads.find((candidate) => candidate.id === id);
  const isFinished = reachability?.finished?.some((one) => one.id === id) === true;
  if (!workload) {
    return (
      <Panel label={`Workload ${id}`} width="thing">
        <PanelHeader kicker="Workload" title={<LongName text={id} />} />
        <Waiting>
          {!reachability
            ? 'Working out who may reach whom.'
            : isFinished
              ? 'It is finished: none of its pods runs any more, so it is in no connection.'
              : 'It is not in the cluster, or no longer.'}
        </Waiting>
      </Panel>
    );
  }
  return <Found workload={workload} />;
}

function Found({ workload }: { workload: WorkloadReach }) {
  const { create } = useDrafting();
  const icon: LucideIcon = kindIcon(workload.kind);
  return (
    <Panel label={`Workload ${workload.name}`} width="thing">
      <PanelHeader
        kicker={
          <>
            <Icon of={icon} size={13} />
            <span className="truncate">
              {workload.kind} in {workload.namespace}
            </span>
          </>
        }
        title={<LongName text={workload.name} />}
        actions={
          // No policy selects a pod that uses the network of its machine.
          !workload.hostNetwork && (
            <RecipePopover
              scope={{ of: 'workload', id: workload.id }}
              words="Draft policy"
              title={`Draft for ${workload.name}`}
              onBlank={() => create(workload.namespace, workload.id)}
            />
          )
        }
      >
        <Facts workload={workload} />
      </PanelHeader>
      {workload.noPods && <WithoutPods kind={workload.kind} noPods={workload.noPods} />}
      {workload.hostNetwork ? (
        <Waiting>
          Its pods use the network of their machine. No policy selects such pods, so nothing can be closed here.
        </Waiting>
      ) : (
        <>
          <GateBlock workload={workload} direction="ingress" />
          <GateBlock workload={workload} direction="egress" />
          <Selecting workload={workload} />
          <FindingsBlock of={(finding) => isAbout(finding, workload)} />
        </>
      )}
    </Panel>
  );
}

/** What is said below is not of pods that are there. */
function WithoutPods({ kind, noPods }: { kind: string; noPods: NoPods }) {
  const why = {
    'scaled-to-zero': 'It is scaled to 0 replicas.',
    'between-runs': 'It has no pod between two runs.',
    suspended: `The ${kind} is suspended and has no pod.`,
    finished: 'It is finished.',
    'none-now': 'It has no pod now.',
  }[noPods];
  return (
    <p className="px-3.5 py-2 text-list text-text-2">
      {why} What follows holds for the pods that its template would make.
    </p>
  );
}

function Selecting({ workload }: { workload: WorkloadReach }) {
  const policies = usePanelPolicies();
  const ids = new Set([...workload.ingress.isolatedBy, ...workload.egress.isolatedBy]);
  const selecting = policies.filter((policy) => ids.has(policyId(policy)));
  return (
    <Section title="Policies that select it" note={`${selecting.length} of ${policies.length}`}>
      {selecting.length > 0 ? (
        <PolicyList policies={selecting} />
      ) : (
        <p className="text-list text-text-3">None: it is open both ways.</p>
      )}
    </Section>
  );
}
