'use client';
import { ArrowLeftRight, Ban, Check, CircleQuestionMark, FilePenLine } from 'lucide-react';
import { VerdictMark } from '#domain';
import { type Decision, policyName, type Verdict, type WorkloadId, type WorkloadReach } from '#engine';
import { useIntents, useWorkbench } from '#store';
import { Button, Chip, Icon, IconButton, LongName, type Tone } from '#ui';
import { panelDecision } from '#workbench';
import { AllowThis } from '../blocks/allow-this.tsx';
import { AdmittedPorts, ServiceSentence } from '../blocks/connection-facts.tsx';
import { DirectionBlock } from '../blocks/direction-block.tsx';
import { OtherLayers } from '../blocks/other-layers.tsx';
import { CutPopover } from '../recipes/cut-popover.tsx';
import { useDrafting } from '../words/use-drafting.ts';
import { usePanelReachability } from '../words/use-panel-state.ts';
import { Panel, PanelHeader, Section, Waiting } from './panel.tsx';

export interface ConnectionPanelProps {
  source: WorkloadId;
  destination: WorkloadId;
}

/** One question: may this reach that, and why. */
export function ConnectionPanel({ source, destination }: ConnectionPanelProps) {
  const { select } = useIntents();
  const from = useWorkload(source);
  const to = useWorkload(destination);
  const decision = useWorkbench((state) => {
    const known = panelDecision(state);
    return known?.question.source === source && known.question.destination === destination ? known : undefined;
  });
  const open = decision !== undefined && isOpen(decision);
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
            <LongName text={from?.name ?? source} />
            {decision && <VerdictMark kind={markOf(decision)} length={20} />}
            <LongName text={to?.name ?? destination} />
          </>
        }
        actions={decision && <VerdictChip verdict={decision.verdict} open={open} />}
      >
        {to && <ServiceSentence destination={to} />}
        {decision?.verdict === 'allowed' && <AdmittedPorts source={source} destination={destination} open={open} />}
        {decision?.because && <p className="mt-1 text-list text-text-2">{sentence(decision.because)}</p>}
      </PanelHeader>
      {decision && from && to ? (
        <Reasons decision={decision} from={from} to={to} />
      ) : (
        <Waiting>{decision ? 'One end is not in the cluster, or no longer.' : 'Asking who admits it.'}</Waiting>
      )}
    </Panel>
  );
}

function Reasons({ decision, from, to }: { decision: Decision; from: WorkloadReach; to: WorkloadReach }) {
  const disjoint =
    decision.verdict === 'denied' && decision.egress.verdict === 'allowed' && decision.ingress.verdict === 'allowed';
  return (
    <>
      <DirectionBlock step={1} title={`Leaving ${from.name}`} reasons={decision.egress} subject={from} peer={to} />
      <DirectionBlock step={2} title={`Entering ${to.name}`} reasons={decision.ingress} subject={to} peer={from} />
      {disjoint && (
        <Section>
          <p className="text-list text-text-1">Each side admits some ports, but no port passes both.</p>
        </Section>
      )}
      <OtherLayers />
      <Acts decision={decision} from={from} to={to} />
    </>
  );
}

/** What a person may want to do next when this verdict is to change. */
function Acts({ decision, from, to }: { decision: Decision; from: WorkloadReach; to: WorkloadReach }) {
  const { edit, create } = useDrafting();
  const pairFix = useWorkbench((state) => state.pairFix);
  const side = decision.ingress.verdict === 'denied' ? decision.ingress : decision.egress;
  const policy = side.nearestMiss?.rule.policy ?? side.isolatedBy[0];
  if (decision.verdict === 'denied' && (pairFix || policy)) {
    return (
      <>
        {pairFix && <AllowThis fix={pairFix} />}
        {policy && (
          <div className="px-3.5 py-3">
            <Button look={pairFix ? 'plain' : 'signal'} icon={<Icon of={FilePenLine} />} onClick={() => edit(policy)}>
              Edit {shortName(policyName(policy))}
            </Button>
          </div>
        )}
      </>
    );
  }
  if (decision.verdict === 'allowed' && !to.hostNetwork) {
    return (
      <div className="flex flex-wrap gap-2 p-3.5">
        {!from.hostNetwork && <CutPopover source={from.id} destination={to.id} />}
        <Button icon={<Icon of={FilePenLine} />} onClick={() => create(to.namespace, to.id)}>
          Draft policy for {shortName(to.name)}
        </Button>
      </div>
    );
  }
  return null;
}

function VerdictChip({ verdict, open }: { verdict: Verdict; open: boolean }) {
  const [tone, icon, word]: [Tone, typeof Ban, string] =
    verdict === 'denied'
      ? ['bad', Ban, 'Denied']
      : verdict === 'unknown'
        ? ['unsure', CircleQuestionMark, 'Unknown']
        : open
          ? ['calm', Check, 'Open']
          : ['good', Check, 'Allowed'];
  return (
    <Chip tone={tone} look="wash" className="h-6 px-2 text-body font-strong" data-testid="verdict">
      <Icon of={icon} /> {word}
    </Chip>
  );
}

function useWorkload(id: WorkloadId): WorkloadReach | undefined {
  return usePanelReachability()?.workloads.find((workload) => workload.id === id);
}

function isOpen({ verdict, egress, ingress }: Decision): boolean {
  return verdict === 'allowed' && egress.isolatedBy.length === 0 && ingress.isolatedBy.length === 0;
}

function markOf(decision: Decision): 'rule' | 'open' | 'denied' | 'unknown' {
  if (decision.verdict === 'allowed') return isOpen(decision) ? 'open' : 'rule';
  return decision.verdict;
}

function sentence(words: string): string {
  return `${words.endsWith('.') ? words.slice(0, -1) : words}.`;
}

/** A button does not grow with a name that has 253 letters. */
function shortName(name: string): string {
  return name.length > 40 ? `${name.slice(0, 24)}…${name.slice(-12)}` : name;
}
