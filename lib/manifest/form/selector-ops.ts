/** What an act on a label or a condition changes in its selector. */

import { opsTowards } from '../patch/ops-towards.ts';
import { applyOps, type PatchOp, type Path } from '../patch/patch-op.ts';
import { asFields, asItems, type Fields, member } from '../yaml/plain-value.ts';
import type { FormAct, Requirement, RequirementAt, SelectorAt } from './form-act.ts';

type RequirementAct = Extract<
  FormAct,
  { readonly act: 'add-requirement' | 'replace-requirement' | 'remove-requirement' }
>;

export function selectorPath(at: SelectorAt): Path {
  if (at === 'subject') return ['spec', 'podSelector'];
  const { direction, rule, peer, of } = at;
  const field = of === 'pods' ? 'podSelector' : 'namespaceSelector';
  return ['spec', direction, rule, direction === 'ingress' ? 'from' : 'to', peer, field];
}

export function requirementOps(selector: unknown, path: Path, act: RequirementAct): readonly PatchOp[] | undefined {
  const fields = asFields(selector) ?? {};
  if (act.act === 'add-requirement') return [addOp(fields, path, act.requirement)];
  const removed = removeOp(fields, path, act.old);
  if (act.act === 'remove-requirement' || !removed) return removed && [removed];
  const { old, requirement } = act;
  if (old.of === 'expression' && requirement.operator !== '=') {
    const list = [...path, 'matchExpressions', old.index];
    return opsTowards(expressionsIn(fields)[old.index], expressionOf(requirement), list);
  }
  const rest = asFields(applyOps(fields, [removeOp(fields, [], old) ?? { op: 'remove', path: [] }])) ?? {};
  const next = applyOps(rest, [addOp(rest, [], requirement)]);
  return opsTowards(selector, next, path);
}

const labelsIn = (selector: Fields): Fields => asFields(member(selector, 'matchLabels')) ?? {};
const expressionsIn = (selector: Fields): readonly unknown[] => asItems(member(selector, 'matchExpressions'));

function addOp(selector: Fields, path: Path, requirement: Requirement): PatchOp {
  const { key, operator, values } = requirement;
  // Of a key that has a label already a second one would take the place.
  if (operator === '=' && !Object.hasOwn(labelsIn(selector), key)) {
    return { op: 'set', path: [...path, 'matchLabels', key], value: values[0] ?? '' };
  }
  const value = expressionOf(operator === '=' ? { ...requirement, operator: 'In' } : requirement);
  return { op: 'insert', path: [...path, 'matchExpressions', expressionsIn(selector).length], value };
}

function expressionOf({ key, operator, values }: Requirement) {
  return { key, operator, ...((operator === 'In' || operator === 'NotIn') && { values: [...values] }) };
}

/** The last of a list takes the list with it. */
function removeOp(selector: Fields, path: Path, old: RequirementAt): PatchOp | undefined {
  if (old.of === 'label') {
    const labels = labelsIn(selector);
    if (!Object.hasOwn(labels, old.key)) return undefined;
    const list = [...path, 'matchLabels'];
    return { op: 'remove', path: Object.keys(labels).length === 1 ? list : [...list, old.key] };
  }
  const { length } = expressionsIn(selector);
  if (old.index >= length) return undefined;
  const list = [...path, 'matchExpressions'];
  return { op: 'remove', path: length === 1 ? list : [...list, old.index] };
}
