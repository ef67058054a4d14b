/**
 * Whether one selector matches everything that another does, whatever labels there may ever be. A yes is always right; a
 * no may be wrong for selectors that say the same in a roundabout way.
 */

import type { Requirement, Selector } from './selector.ts';

export function covers(wide: Selector, narrow: Selector): boolean {
  if (narrow.broken) return true;
  if (wide.broken) return false;
  return wide.requirements.every((wanted) => narrow.requirements.some((given) => implies(given, wanted)));
}

function implies(given: Requirement, wanted: Requirement): boolean {
  if (given.key !== wanted.key) return false;
  switch (wanted.test) {
    case 'exists':
      return given.test === 'exists' || given.test === 'in';
    case 'absent':
      return given.test === 'absent';
    case 'in':
      return given.test === 'in' && given.values.every((value) => wanted.values.includes(value));
    case 'not-in':
      if (given.test === 'not-in') return wanted.values.every((value) => given.values.includes(value));
      return (
        given.test === 'absent' || (given.test === 'in' && !given.values.some((one) => wanted.values.includes(one)))
      );
  }
}

const MOST_PARTS = 64;

/** Selectors of one value a key that together match what this one does; itself where there would be many. */
export function alternatives(selector: Selector): readonly Selector[] {
  let parts: readonly (readonly Requirement[])[] = [[]];
  for (const requirement of selector.requirements) {
    const choices =
      requirement.test === 'in'
        ? requirement.values.map((value) => ({ ...requirement, values: [value] }))
        : [requirement];
    if (parts.length * choices.length > MOST_PARTS) return [selector];
    parts = parts.flatMap((part) => choices.map((choice) => [...part, choice]));
  }
  return parts.map((requirements) => ({ ...selector, requirements }));
}

/** As `kubectl get --selector` takes it; empty for a selector that matches everything. */
export function selectorText({ requirements, broken }: Selector): string {
  if (broken) return 'nothing (the selector cannot be read)';
  return requirements.map(requirementText).join(',');
}

function requirementText(requirement: Requirement): string {
  const { key } = requirement;
  switch (requirement.test) {
    case 'in':
      return requirement.values.length === 1 ? `${key}=${requirement.values[0]}` : `${key} in (${requirement.values})`;
    case 'not-in':
      return `${key} notin (${requirement.values})`;
    case 'exists':
      return key;
    case 'absent':
      return `!${key}`;
  }
}
