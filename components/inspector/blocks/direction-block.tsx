'use client';
import { VerdictMark } from '#domain';
import { type DirectionReasons, policyId, type WorkloadReach } from '#engine';
import { LongName } from '#ui';
import { Section } from '../panels/panel.tsx';
import { usePanelPolicies } from '../words/use-panel-state.ts';
import { LayerBlock } from './layer-block.tsx';

export interface DirectionBlockProps {
  step: number;
  title: string;
  reasons: DirectionReasons;
  /** The workload whose gate this is, and the one at the far end. */
  subject: WorkloadReach;
  peer: WorkloadReach;
}

const WORDS = {
  allowed: ['text-allowed', 'Admitted'],
  denied: ['text-denied', 'Denied'],
  unknown: ['text-unknown', 'Unknown'],
} as const;

/** One side of a connection: what each layer says whose policies select this end. */
export function DirectionBlock({ step, title, reasons, subject, peer }: DirectionBlockProps) {
  const open = reasons.isolatedBy.length === 0 && reasons.verdict === 'allowed';
  const [colour, word] = open ? (['text-open', 'Open'] as const) : WORDS[reasons.verdict];
  return (
    <Section
      title={
        <>
          <span className="tabular text-text-3">{step}</span> <LongName text={title} />
        </>
      }
      note={<span className={colour}>{word}</span>}
    >
      {open ? (
        <p className="flex items-center gap-2 text-list">
          <VerdictMark kind="open" /> {openSentence(subject, reasons.direction)}
        </p>
      ) : (
        <Policies reasons={reasons} subject={subject} peer={peer} />
      )}
    </Section>
  );
}

function openSentence(subject: WorkloadReach, direction: string): string {
  return subject.hostNetwork
    ? `${subject.name} uses its machine's network: no policy selects it.`
    : `No policy isolates ${subject.name} for ${direction}.`;
}

function Policies({ reasons, subject, peer }: Pick<DirectionBlockProps, 'reasons' | 'subject' | 'peer'>) {
  const policies = usePanelPolicies();
  const own = policies.filter(({ metadata }) => metadata.namespace === subject.namespace);
  const others = own.filter((policy) => !reasons.isolatedBy.includes(policyId(policy)));
  return (
    <div className="mt-1 overflow-hidden rounded-button border border-line-2">
      {reasons.layers.map((layer) => (
        <LayerBlock
          key={layer.layer}
          reasons={layer}
          direction={reasons.direction}
          subject={subject}
          peer={peer}
          policies={policies}
          titled={reasons.layers.length > 1 || layer.layer !== 'network-policy'}
        />
      ))}
      {others.length > 0 && (
        <p className="flex min-h-8 items-center gap-2 border-t border-line-1 px-2.5 text-list text-text-3">
          <span aria-hidden="true">–</span>
          {others.length === 1 ? `${others[0]?.metadata.name} does` : `${others.length} other policies do`} not apply
          here.
        </p>
      )}
    </div>
  );
}
