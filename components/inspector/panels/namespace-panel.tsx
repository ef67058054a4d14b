'use client';
import { FilePenLine, ZoomIn } from 'lucide-react';
import { GateGlyph } from '#domain';
import { type Gate, podsInWords, type WorkloadReach } from '#engine';
import { gateCount } from '#graph';
import { useIntents, useWorkbench } from '#store';
import { amount, Button, ForeignText, Icon, LongName } from '#ui';
import { areLowerBounds, isFolded } from '#workbench';
import { LabelChips } from '../blocks/facts.tsx';
import { FindingsBlock } from '../blocks/findings-block.tsx';
import { FoldedList } from '../blocks/folded-list.tsx';
import { NamespaceTraffic } from '../blocks/namespace-traffic.tsx';
import { PolicyList } from '../blocks/policy-list.tsx';
import { kindIcon } from '../words/kind-icon.ts';
import { useDrafting } from '../words/use-drafting.ts';
import { usePanelPolicies, usePanelReachability } from '../words/use-panel-state.ts';
import { Panel, PanelHeader, Section } from './panel.tsx';

/** A namespace: its workloads with their gates, and its policies. */
export function NamespacePanel({ name }: { name: string }) {
  const { create } = useDrafting();
  const { setNamespaces } = useIntents();
  const folded = useWorkbench(isFolded);
  const snapshot = useWorkbench((state) => state.snapshot);
  const reachability = usePanelReachability();
  const allPolicies = usePanelPolicies();
  const lowerBounds = useWorkbench(areLowerBounds);
  const namespace = snapshot?.namespaces.find((candidate) => candidate.name === name);
  const policies = allPolicies.filter((policy) => policy.metadata.namespace === name);
  const workloads = reachability?.workloads.filter((workload) => workload.namespace === name) ?? [];
  const finished = reachability?.finished?.filter((one) => one.namespace === name) ?? [];
  return (
    <Panel label={`Namespace ${name}`} width="thing">
      <PanelHeader
        kicker="Namespace"
        title={<LongName text={name} />}
        actions={
          namespace && (
            <>
              {folded && (
                <Button icon={<Icon of={ZoomIn} />} onClick={() => setNamespaces([name])}>
                  Open
                </Button>
              )}
              <Button look="signal" icon={<Icon of={FilePenLine} />} onClick={() => create(name)}>
                Draft policy
              </Button>
            </>
          )
        }
      >
        {namespace ? (
          <div className="mt-2 flex flex-wrap gap-1.5">
            <LabelChips labels={namespace.labels} />
          </div>
        ) : (
          <p className="text-list text-text-2">It is not in the cluster, or no longer.</p>
        )}
      </PanelHeader>
      {reachability && <NamespaceTraffic name={name} reachability={reachability} />}
      <Section title="Workloads" note={amount(workloads.length, lowerBounds)}>
        {workloads.length === 0 && <p className="text-list text-text-3">No pods run here.</p>}
        {finished.length > 0 && (
          <p className="mb-1 text-list text-text-3">
            Finished, in no connection:{' '}
            <ForeignText text={finished.map((one) => `${one.name} (${one.kind})`).join(', ')} />
          </p>
        )}
        <ul>
          <FoldedList items={workloads} limit={40} noun="workloads">
            {(workload) => <WorkloadRow key={workload.id} workload={workload} />}
          </FoldedList>
        </ul>
      </Section>
      <Section title="Policies" note={policies.length}>
        {policies.length > 0 ? (
          <PolicyList policies={policies} />
        ) : (
          <p className="text-list text-text-3">No policy: every workload here is open both ways.</p>
        )}
      </Section>
      <FindingsBlock of={(finding) => finding.namespace === name} />
    </Panel>
  );
}

function WorkloadRow({ workload }: { workload: WorkloadReach }) {
  const { select } = useIntents();
  return (
    <li>
      <button
        type="button"
        title={workload.id}
        onClick={() => select({ type: 'workload', id: workload.id })}
        className="flex min-h-8 w-full items-center gap-2 rounded-chip text-left text-list hover:bg-raised"
      >
        {workload.hostNetwork ? (
          <span className="flex w-[30px] shrink-0 justify-center">
            <Icon of={kindIcon(workload.kind)} className="text-text-3" />
          </span>
        ) : (
          <MiniGate gate={workload.ingress} direction="ingress" />
        )}
        <span className="flex min-w-0 flex-1 flex-col">
          <LongName text={workload.name} className="font-name" />
          <span className="text-group leading-[14px] text-text-3">{detail(workload)}</span>
        </span>
        {!workload.hostNetwork && <MiniGate gate={workload.egress} direction="egress" />}
      </button>
    </li>
  );
}

function MiniGate({ gate, direction }: { gate: Gate; direction: 'ingress' | 'egress' }) {
  const lowerBounds = useWorkbench(areLowerBounds);
  return (
    <GateGlyph
      direction={direction}
      isolated={gate.isolated}
      count={gateCount(gate.peers, lowerBounds)}
      tone={gate.isolated === 'no' ? 'open' : gate.peers > 0 ? 'rule' : 'denied'}
      size="small"
    />
  );
}

function detail(workload: WorkloadReach): string {
  const { kind, hostNetwork, ingress, egress } = workload;
  const what = `${kind}, ${podsInWords(workload)}`;
  if (hostNetwork) return `${what}, host network, no policy applies`;
  const side = (gate: Gate) =>
    gate.isolated === 'no' ? 'open' : gate.isolated === 'part' ? 'partly isolated' : 'isolated';
  return `${what}, in ${side(ingress)}, out ${side(egress)}`;
}
