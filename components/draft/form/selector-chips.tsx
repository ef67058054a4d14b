'use client';
/** A selector as chips, or as the bar of everything; and the way to one more. */

import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Requirement, SelectorAt, SelectorForm, TextNode } from '#manifest';
import { Icon } from '#ui';
import { TextWell } from './bars.tsx';
import { type Offer, typedRequirement } from './form-choices.ts';
import { useForm } from './form-scope.ts';
import { PickList } from './pick-list.tsx';
import { RequirementChip } from './requirement-chip.tsx';

export interface SelectorChipsProps {
  selector: SelectorForm | TextNode;
  at: SelectorAt;
  offers: readonly Offer<Requirement>[];
  /** Where it selects everything, or is not written. */
  everything: ReactNode;
}

export function SelectorChips({ selector, at, offers, everything }: SelectorChipsProps) {
  const { act, isOld } = useForm();
  if (selector.kind === 'text') return <TextWell node={selector} level={4} />;
  const { requirements, others, state } = selector;
  return (
    <span className="flex min-w-[168px] flex-1 flex-wrap items-center gap-1 py-0.5">
      {state !== 'requirements' && everything}
      {requirements.map((part) =>
        part.kind === 'text' ? (
          <TextWell key={part.place.path} node={part} level={4} />
        ) : (
          <RequirementChip key={part.place.path} requirement={part} at={at} offers={offers} />
        ),
      )}
      {others.map((part) => (
        <TextWell key={part.place.path} node={part} level={4} />
      ))}
      <PickList
        label="Add a label"
        offers={offers}
        typed={typedRequirement}
        placeholder="app=web, tier in (a, b), team exists, !debug"
        onPick={(requirement) => act({ act: 'add-requirement', at, requirement })}
        trigger={
          <button
            type="button"
            disabled={isOld}
            aria-label="Add a label"
            title="Add a label"
            className="flex h-[19px] items-center gap-1 rounded-chip px-1 text-hint text-text-3 hover:text-text-1"
          >
            <Icon of={Plus} size={11} /> {at === 'subject' && 'label'}
          </button>
        }
      />
    </span>
  );
}
