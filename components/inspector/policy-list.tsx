'use client';
import { FilePenLine, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { type NetworkPolicy, policyId } from '#engine';
import { useIntents } from '#hooks';
import { Chip, Icon, IconButton, LinkButton, LongName } from '#ui';
import { counted } from './counted.ts';
import { isolatedDirections, ruleCount } from './policy-shape.ts';

export interface PolicyListProps {
  policies: readonly NetworkPolicy[];
  /** How many to show before asking. */
  limit?: number;
}

/** Policies, one a line: open it, or edit it. */
export function PolicyList({ policies, limit = 12 }: PolicyListProps) {
  const [all, setAll] = useState(false);
  const shown = all ? policies : policies.slice(0, limit);
  return (
    <ul>
      {shown.map((policy) => (
        <PolicyRow key={policyId(policy)} policy={policy} />
      ))}
      {shown.length < policies.length && (
        <li>
          <LinkButton className="text-list" onClick={() => setAll(true)}>
            Show all {policies.length}
          </LinkButton>
        </li>
      )}
    </ul>
  );
}

function PolicyRow({ policy }: { policy: NetworkPolicy }) {
  const { select, openPolicy } = useIntents();
  const { name, namespace } = policy.metadata;
  const id = policyId(policy);
  return (
    <li className="group flex min-h-[26px] items-center gap-1.5">
      <button
        type="button"
        title={`${namespace} / ${name}`}
        onClick={() => select({ type: 'policy', id })}
        className="flex min-w-0 flex-1 items-center gap-2 rounded-chip text-left text-list text-text-1 hover:text-signal-ink"
      >
        <Icon of={ScrollText} className="shrink-0 text-text-3" />
        <LongName text={name} />
      </button>
      {isolatedDirections(policy).map((direction) => (
        <Chip key={direction} mono>
          {direction}
        </Chip>
      ))}
      <span className="tabular w-11 shrink-0 text-right text-hint text-text-3">
        {counted(ruleCount(policy), 'rule')}
      </span>
      <IconButton label={`Edit ${name}`} onClick={() => openPolicy(id)}>
        <Icon of={FilePenLine} />
      </IconButton>
    </li>
  );
}
