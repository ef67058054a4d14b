'use client';
import { Check, X } from 'lucide-react';
import { VerdictMark } from '#domain';
import { type DirectionReasons, type NetworkPolicy, type PolicyId, policyId, type WorkloadReach } from '#engine';
import { useIntents } from '#store';
import { Icon, LinkButton, LongName } from '#ui';
import { Section } from '../panels/panel.tsx';
import { usePanelPolicies } from '../words/use-panel-state.ts';
import { DraftedMark } from './drafted-mark.tsx';
import { NearestMissTable } from './nearest-miss.tsx';

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

/** One side of a connection: every policy that isolates this end, and whether it admits. A policy never denies. */
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
      {reasons.isolatedBy.map((id) => (
        <PolicyVerdict key={id} id={id} reasons={reasons} subject={subject} peer={peer} policies={policies} />
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

interface PolicyVerdictProps {
  id: PolicyId;
  reasons: DirectionReasons;
  subject: WorkloadReach;
  peer: WorkloadReach;
  policies: readonly NetworkPolicy[];
}

function PolicyVerdict({ id, reasons, subject, peer, policies }: PolicyVerdictProps) {
  const { select } = useIntents();
  const rules = reasons.admittedBy.filter(({ policy }) => policy === id);
  const admits = rules.length > 0;
  const unsure = !admits && reasons.verdict === 'unknown';
  const miss = reasons.nearestMiss?.rule.policy === id ? reasons.nearestMiss : undefined;
  const policy = policies.find((candidate) => policyId(candidate) === id);
  return (
    <div className="border-t border-line-1 first:border-t-0">
      <div className="flex min-h-8 items-center gap-2 bg-raised px-2.5 text-list">
        {admits ? (
          <Icon of={Check} className="shrink-0 text-allowed" />
        ) : (
          <Icon of={X} className={`shrink-0 ${unsure ? 'text-unknown' : 'text-denied'}`} />
        )}
        <LinkButton className="flex min-w-0 flex-1 font-medium" onClick={() => select({ type: 'policy', id })}>
          <LongName text={id.slice(id.indexOf('/') + 1)} />
        </LinkButton>
        <DraftedMark id={id} />
        <span className={`shrink-0 ${admits ? 'text-allowed' : unsure ? 'text-unknown' : 'text-denied'}`}>
          {admits
            ? `admits, rule ${rules.map(({ rule }) => rule + 1).join(', ')}`
            : unsure
              ? 'cannot tell'
              : 'does not admit'}
        </span>
      </div>
      {!admits && miss && policy && <NearestMissTable miss={miss} policy={policy} subject={subject} peer={peer} />}
      {!admits && !miss && hasNoRule(policy, reasons) && (
        <p className="px-2.5 py-1.5 text-list text-text-2">
          Isolates {subject.name} and has no {reasons.direction} rule: it admits nothing.
        </p>
      )}
    </div>
  );
}

function hasNoRule(policy: NetworkPolicy | undefined, { direction }: DirectionReasons): boolean {
  return policy !== undefined && (policy.spec?.[direction]?.length ?? 0) === 0;
}
