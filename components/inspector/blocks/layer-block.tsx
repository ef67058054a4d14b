'use client';
import { Check, Minus, X } from 'lucide-react';
import {
  type LayerReasons,
  type NetworkPolicy,
  type PolicyId,
  policyId,
  policyName,
  type WorkloadReach,
} from '#engine';
import { useIntents } from '#store';
import { ForeignText, Icon, LinkButton, LongName } from '#ui';
import { LAYER_WORDS, type PolicyAnswer, policyAnswer } from '../words/layer-words.ts';
import { DraftedMark } from './drafted-mark.tsx';
import { NearestMissTable } from './nearest-miss.tsx';

export interface LayerBlockProps {
  reasons: LayerReasons;
  direction: 'ingress' | 'egress';
  subject: WorkloadReach;
  peer: WorkloadReach;
  /** Network policies there are. */
  policies: readonly NetworkPolicy[];
  /** Named where there are several. */
  titled: boolean;
}

const MARKS: Readonly<Record<PolicyAnswer['tone'], [typeof Check, string]>> = {
  allowed: [Check, 'text-allowed'],
  denied: [X, 'text-denied'],
  unknown: [X, 'text-unknown'],
  calm: [Minus, 'text-text-3'],
};

/** What one layer says of a connection at one end: every policy of it that selects this end, and what it decides. */
export function LayerBlock({ reasons, titled, ...rest }: LayerBlockProps) {
  const { title, rule } = LAYER_WORDS[reasons.layer];
  return (
    <div className="border-t border-line-1 first:border-t-0">
      {titled && (
        <p className="px-2.5 pt-1.5 text-list text-text-2" title={rule}>
          {title}
        </p>
      )}
      {reasons.policies.map((id) => (
        <PolicyVerdict key={id} id={id} reasons={reasons} {...rest} />
      ))}
    </div>
  );
}

function PolicyVerdict({
  id,
  reasons,
  direction,
  subject,
  peer,
  policies,
}: Omit<LayerBlockProps, 'titled'> & { id: PolicyId }) {
  const { select } = useIntents();
  const answer = policyAnswer(id, reasons);
  const [icon, colour] = MARKS[answer.tone];
  const miss = reasons.nearestMiss?.rule.policy === id ? reasons.nearestMiss : undefined;
  const policy = policies.find((candidate) => policyId(candidate) === id);
  const isClosed = answer.tone !== 'allowed' && reasons.closes;
  return (
    <div className="border-t border-line-1 first:border-t-0">
      <div className="flex min-h-8 items-center gap-2 bg-raised px-2.5 text-list">
        <Icon of={icon} className={`shrink-0 ${colour}`} />
        <LinkButton className="flex min-w-0 flex-1 font-medium" onClick={() => select({ type: 'policy', id })}>
          <LongName text={policyName(id)} />
        </LinkButton>
        <DraftedMark id={id} />
        <span className={`shrink-0 ${colour}`}>{answer.text}</span>
      </div>
      {isClosed && miss && policy && <NearestMissTable miss={miss} policy={policy} subject={subject} peer={peer} />}
      {isClosed && !miss && hasNoRule(policy, direction) && (
        <p className="px-2.5 py-1.5 text-list text-text-2">
          Isolates <ForeignText text={subject.name} /> and has no {direction} rule: it admits nothing.
        </p>
      )}
    </div>
  );
}

function hasNoRule(policy: NetworkPolicy | undefined, direction: LayerBlockProps['direction']): boolean {
  return policy !== undefined && (policy.spec?.[direction]?.length ?? 0) === 0;
}
