'use client';

/** A label or a condition as a chip: a press opens what it could be instead, the cross takes it out. */

import { X } from 'lucide-react';
import { labelName } from '#engine';
import type { Requirement, RequirementAt, RequirementForm, SelectorAt } from '#manifest';
import { Icon } from '#ui';
import { type Offer, typedRequirement } from './form-choices.ts';
import { useForm } from './form-scope.ts';
import { PickList } from './pick-list.tsx';

export interface RequirementChipProps {
  requirement: RequirementForm;
  at: SelectorAt;
  offers: readonly Offer<Requirement>[];
}

const OPERATORS: Readonly<Record<string, string>> = {
  In: 'in',
  NotIn: 'not in',
  Exists: 'exists',
  DoesNotExist: 'absent',
};

export function RequirementChip({ requirement, at, offers }: RequirementChipProps) {
  const { act, isOld } = useForm();
  const { key, operator, values } = requirement;
  const old = placeOf(requirement);
  const words = requirementWords(requirement);
  return (
    <span className="inline-flex h-[19px] max-w-full min-w-0 items-center rounded-chip border border-line-2 bg-raised font-mono text-code focus-within:border-signal-ink">
      <PickList
        label={`Change ${words}`}
        offers={offers}
        typed={typedRequirement}
        initial={typedAs(requirement)}
        placeholder="app=web, tier in (a, b), team exists, !debug"
        onPick={(next) => act({ act: 'replace-requirement', at, old, requirement: next })}
        trigger={
          <button
            type="button"
            disabled={isOld}
            title={words}
            aria-label={`Change ${words}`}
            className="flex min-w-0 items-center gap-1 rounded-chip pl-1.5"
          >
            {key.includes('/') && <span className="text-text-3">…/</span>}
            <span className="min-w-0 truncate text-text-1">{labelName(key)}</span>
            <span className="text-text-3">{OPERATORS[operator] ?? operator}</span>
            {values.length > 0 && <span className="min-w-0 truncate text-code-value">{values.join(', ')}</span>}
          </button>
        }
      />
      <button
        type="button"
        disabled={isOld}
        aria-label={`Take out ${words}`}
        title={`Take out ${words}`}
        onClick={() => act({ act: 'remove-requirement', at, old })}
        className="flex h-full items-center rounded-chip px-1 text-text-3 hover:text-text-1"
      >
        <Icon of={X} size={10} />
      </button>
    </span>
  );
}

function placeOf({ of, key, index }: RequirementForm): RequirementAt {
  return of === 'label' ? { of, key } : { of, index };
}

function requirementWords({ key, operator, values }: Pick<RequirementForm, 'key' | 'operator' | 'values'>): string {
  return [key, OPERATORS[operator] ?? operator, values.join(', ')].filter(Boolean).join(' ');
}

function typedAs({ key, operator, values }: RequirementForm): string {
  if (operator === '=') return `${key}=${values[0] ?? ''}`;
  if (operator === 'Exists') return `${key} exists`;
  if (operator === 'DoesNotExist') return `!${key}`;
  return `${key} ${OPERATORS[operator] ?? operator} (${values.join(', ')})`;
}
