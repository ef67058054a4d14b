'use client';
import { FilePenLine, ScrollText } from 'lucide-react';
import { type Direction, type NetworkPolicy, policyId } from '#engine';
import { useIntents } from '#store';
import { Chip, Icon, IconButton, LongName } from '#ui';
import { countedWords } from '../words/counted.ts';
import { isolatedDirections, ruleCount } from '../words/policy-shape.ts';
import { useDrafting } from '../words/use-drafting.ts';
import { DraftedMark } from './drafted-mark.tsx';
import { FoldedList } from './folded-list.tsx';

export interface PolicyListProps {
  policies: readonly NetworkPolicy[];
  /** How many to show before asking. */
  limit?: number;
  /** In a narrow panel the directions are drawn as gates and rules are not counted. */
  narrow?: boolean;
}

/** Policies, one a line: open it, or edit it. */
export function PolicyList({ policies, limit = 12, narrow = false }: PolicyListProps) {
  const count = new Map<string, number>();
  for (const { metadata } of policies) count.set(metadata.name, (count.get(metadata.name) ?? 0) + 1);
  return (
    <ul>
      <FoldedList items={policies} limit={limit} noun="policies">
        {(policy) => (
          <PolicyRow
            key={policyId(policy)}
            policy={policy}
            narrow={narrow}
            isNamesake={(count.get(policy.metadata.name) ?? 0) > 1}
          />
        )}
      </FoldedList>
    </ul>
  );
}

interface PolicyRowProps {
  policy: NetworkPolicy;
  narrow: boolean;
  /** Another one of the list has the same name: then the namespace tells them apart. */
  isNamesake: boolean;
}

function PolicyRow({ policy, narrow, isNamesake }: PolicyRowProps) {
  const { select } = useIntents();
  const { edit } = useDrafting();
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
        {isNamesake && (
          <LongName text={namespace} className="ml-auto shrink-0 max-w-[45%] pl-2 text-hint text-text-3" />
        )}
      </button>
      <DraftedMark id={id} />
      {narrow ? (
        <Walls directions={isolatedDirections(policy)} />
      ) : (
        <>
          {isolatedDirections(policy).map((direction) => (
            <Chip key={direction} mono>
              {direction}
            </Chip>
          ))}
          <span className="tabular w-11 shrink-0 text-right text-hint text-text-3">
            {countedWords(ruleCount(policy), 'rule')}
          </span>
        </>
      )}
      <IconButton label={`Edit ${name}`} onClick={() => edit(id)}>
        <Icon of={FilePenLine} />
      </IconButton>
    </li>
  );
}

/** A strip with a wall at each end that the policy closes. */
function Walls({ directions }: { directions: readonly Direction[] }) {
  const words = `isolates for ${directions.join(' and ')}`;
  return (
    <svg width={24} height={13} viewBox="0 0 24 13" className="shrink-0" role="img" aria-label={words}>
      <title>{words}</title>
      <rect x={1.5} y={1.5} width={21} height={10} rx={2} className="fill-raised stroke-line-3" />
      {directions.includes('ingress') && <rect x={0} y={0} width={3.5} height={13} className="fill-wall" />}
      {directions.includes('egress') && <rect x={20.5} y={0} width={3.5} height={13} className="fill-wall" />}
    </svg>
  );
}
