'use client';
import { FilePenLine } from 'lucide-react';
import { namespaceForDraft, useWorkbench } from '#store';
import { amount, Button, Icon, LongName } from '#ui';
import { ClusterFindings } from '../blocks/findings-block.tsx';
import { IsolationBlock } from '../blocks/isolation-block.tsx';
import { LastChanges } from '../blocks/last-changes.tsx';
import { PolicyList } from '../blocks/policy-list.tsx';
import { ReachabilityBlock } from '../blocks/reachability-block.tsx';
import { UnknownBlock } from '../blocks/unknown-block.tsx';
import { useDrafting } from '../words/use-drafting.ts';
import { usePanelPolicies, usePanelReachability } from '../words/use-panel-state.ts';
import { Panel, PanelHeader, Section, Waiting } from './panel.tsx';

const LISTED = 8;

/** The whole cluster: how open it is, where it is closed, and what cannot be known. */
export function ClusterPanel() {
  const name = useWorkbench((state) => state.snapshot?.cluster.name);
  const namespace = useWorkbench(namespaceForDraft);
  const reachability = usePanelReachability();
  const policies = usePanelPolicies();
  const { create } = useDrafting();
  return (
    <Panel label="Cluster" width="cluster">
      <PanelHeader
        kicker="Cluster"
        closes={false}
        title={<LongName text={name ?? ''} />}
        actions={
          <Button look="signal" icon={<Icon of={FilePenLine} />} onClick={() => create(namespace)}>
            New draft
          </Button>
        }
      />
      {reachability ? (
        <>
          <ReachabilityBlock totals={reachability.totals} policies={policies.length} />
          <IsolationBlock workloads={reachability.workloads} />
        </>
      ) : (
        <Waiting>Working out who may reach whom.</Waiting>
      )}
      <ClusterFindings />
      <LastChanges />
      {policies.length > 0 && (
        <Section title="Policies" note={amount(policies.length)}>
          <PolicyList policies={policies} limit={LISTED} narrow />
        </Section>
      )}
      <UnknownBlock />
    </Panel>
  );
}
