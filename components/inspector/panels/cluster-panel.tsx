'use client';
import type { Reachability } from '#engine';
import { totalsOf } from '#graph';
import { namespaceForDraft, useWorkbench } from '#store';
import { amount, LongName } from '#ui';
import type { WorkbenchState } from '#workbench';
import { ClusterFindings } from '../blocks/findings-block.tsx';
import { IsolationBlock } from '../blocks/isolation-block.tsx';
import { LastChanges } from '../blocks/last-changes.tsx';
import { PolicyList } from '../blocks/policy-list.tsx';
import { ReachabilityBlock } from '../blocks/reachability-block.tsx';
import { UnknownBlock } from '../blocks/unknown-block.tsx';
import { CrossingBlock } from '../levels/crossing-block.tsx';
import { ExceptionsBlock } from '../levels/exceptions-block.tsx';
import { PlacesBlock } from '../levels/places-block.tsx';
import { useLevelFacts } from '../levels/use-level-facts.ts';
import { RecipePopover } from '../recipes/recipe-popover.tsx';
import { useDrafting } from '../words/use-drafting.ts';
import { usePanelPolicies, usePanelReachability } from '../words/use-panel-state.ts';
import { Panel, PanelHeader, Section, Waiting } from './panel.tsx';

const LISTED = 8;

/** The whole cluster: how open it is, where it is closed, and what cannot be known. */
export function ClusterPanel() {
  const name = useWorkbench((state) => state.snapshot?.cluster.name);
  const namespace = useWorkbench(namespaceForDraft);
  const reachability = usePanelReachability();
  const namespaces = useWorkbench((state) => state.namespaces);
  const isChosen = (name: string) => namespaces === 'all' || namespaces.includes(name);
  const policies = usePanelPolicies().filter(({ metadata }) => isChosen(metadata.namespace ?? ''));
  const { create } = useDrafting();
  return (
    <Panel label="Cluster" width="cluster">
      <PanelHeader
        kicker={namespaces === 'all' ? 'Cluster' : <ScopeWords chosen={namespaces} />}
        closes={false}
        title={<LongName text={name ?? ''} />}
        actions={
          <RecipePopover
            scope={
              namespaces !== 'all' && namespaces.length === 1 ? { of: 'namespace', name: namespace } : { of: 'cluster' }
            }
            words="New draft"
            title="New draft from what should be true"
            onBlank={() => create(namespace)}
          />
        }
      />
      {reachability ? (
        <ClusterReach reachability={reachability} namespaces={namespaces} policies={policies.length} />
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

/** Below a choice of namespaces everything is told of them alone. */
function ScopeWords({ chosen }: { chosen: readonly string[] }) {
  const all = useWorkbench((state) => state.snapshot?.namespaces.length ?? 0);
  return `Cluster, ${amount(chosen.length)} of ${amount(all)} namespaces`;
}

interface ClusterReachProps {
  reachability: Reachability;
  namespaces: WorkbenchState['namespaces'];
  policies: number;
}

/** A large cluster is told by where its pairs are and what stands out, a small one by its workloads. */
function ClusterReach({ reachability, namespaces, policies }: ClusterReachProps) {
  const facts = useLevelFacts();
  const isPart = namespaces !== 'all';
  const isChosen = (name: string) => namespaces === 'all' || namespaces.includes(name);
  if (facts !== undefined && policies > 0 && !isPart) {
    return (
      <>
        <PlacesBlock facts={facts} totals={reachability.totals} />
        <ExceptionsBlock facts={facts} />
        <CrossingBlock facts={facts} />
      </>
    );
  }
  return (
    <>
      <ReachabilityBlock totals={totalsOf(reachability, namespaces)} policies={policies} part={isPart} />
      <IsolationBlock workloads={reachability.workloads.filter((workload) => isChosen(workload.namespace))} />
    </>
  );
}
