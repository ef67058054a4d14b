/** Acts on a form done to the plain policy, straight away: what tests hold the edits of the text against. */

import type { FormAct, Requirement, RequirementAt, SelectorAt } from '../form-act.ts';

interface Selector {
  matchLabels?: Record<string, string> | null;
  matchExpressions?: { key: string; operator: string; values?: string[] }[] | null;
}

interface Spec {
  podSelector?: Selector | null;
  policyTypes?: string[] | null;
  ingress?: (Rule | null)[] | null;
  egress?: (Rule | null)[] | null;
}

type Rule = { from?: Peer[] | null; to?: Peer[] | null; ports?: unknown[] | null };
type Peer = { podSelector?: Selector | null; namespaceSelector?: Selector | null; ipBlock?: unknown } | null;

/** Undefined where the act has no place there, or no policy could say what it asks for. */
export function applyAct(policy: object, act: FormAct): object | undefined {
  const copy = structuredClone(policy) as { spec?: Spec | null; metadata?: Record<string, unknown> };
  copy.spec ??= {};
  return doTo(copy.spec, copy, act) ? copy : undefined;
}

function doTo(spec: Spec, policy: { metadata?: Record<string, unknown> }, act: FormAct): boolean {
  switch (act.act) {
    case 'set-selector': {
      const [holder, key] = selectorHolder(spec, act.at);
      if (!holder) return false;
      if (act.selector) holder[key] = act.selector;
      else delete holder[key];
      return true;
    }
    case 'add-requirement':
    case 'replace-requirement':
    case 'remove-requirement': {
      const [holder, key] = selectorHolder(spec, act.at);
      if (!holder) return false;
      const selector = (holder[key] ?? {}) as Selector;
      holder[key] = selector;
      if (act.act === 'replace-requirement' && replacedInPlace(selector, act.old, act.requirement)) return true;
      if (act.act !== 'add-requirement' && !dropped(selector, act.old)) return false;
      if (act.act !== 'remove-requirement') added(selector, act.requirement);
      return true;
    }
    case 'rename':
      policy.metadata = { ...policy.metadata, ...(act.name !== undefined && { name: act.name }) };
      if (act.namespace !== undefined) policy.metadata.namespace = act.namespace;
      return true;
    case 'write-types':
      spec.policyTypes = isolated(spec);
      return true;
    case 'isolate':
      if (!isolated(spec).includes(typeOf(act.direction)))
        spec.policyTypes = [...isolated(spec), typeOf(act.direction)];
      return true;
    case 'open': {
      const rest = isolated(spec).filter((type) => type !== typeOf(act.direction));
      if (rest.length === 0) return false;
      spec.policyTypes = rest;
      delete spec[act.direction];
      return true;
    }
    case 'add-rule': {
      const rules = [...(spec[act.direction] ?? []), act.rule as Rule];
      const before = isolated(spec);
      spec[act.direction] = rules;
      if (!isolated(spec).includes(typeOf(act.direction))) spec.policyTypes = [...before, typeOf(act.direction)];
      return true;
    }
    default:
      return inRule(spec, act);
  }
}

function inRule(
  spec: Spec,
  act: Exclude<FormAct, { act: 'set-selector' | 'rename' }> & { direction?: unknown },
): boolean {
  if (!('rule' in act) || typeof act.rule !== 'number') return false;
  const list = spec[act.direction] ?? [];
  if (act.rule >= list.length) return false;
  const rule: Rule = list[act.rule] ?? {};
  const field = act.direction === 'ingress' ? 'from' : 'to';
  const withoutRule = () => {
    const before = isolated(spec);
    list.splice(act.rule as number, 1);
    if (isolated(spec).length !== before.length) spec.policyTypes = before;
  };
  if (act.act === 'remove-rule') {
    withoutRule();
    return true;
  }
  const isPeerAct = act.act === 'replace-peer' || act.act === 'remove-peer' || act.act === 'part-peer';
  if (isPeerAct && act.peer >= (rule[field] ?? []).length) return false;
  const isPortAct = act.act === 'replace-port' || act.act === 'remove-port';
  if (isPortAct && act.port >= (rule.ports ?? []).length) return false;
  if (act.act !== 'admit-everyone' || field in rule) list[act.rule] = rule;
  const peers = rule[field] ?? [];
  switch (act.act) {
    case 'replace-rule':
      list[act.rule] = act.by as Rule;
      return true;
    case 'admit-everyone':
      delete rule[field];
      return true;
    case 'add-peer':
      rule[field] = [...peers, act.entry as Peer];
      return true;
    case 'replace-peer':
      peers[act.peer] = act.entry as Peer;
      return true;
    case 'remove-peer':
      if (peers.length === 1) withoutRule();
      else peers.splice(act.peer, 1);
      return true;
    case 'part-peer': {
      const { podSelector, ...rest } = peers[act.peer] ?? {};
      if (!podSelector || !rest.namespaceSelector) return false;
      peers.splice(act.peer, 1, rest, { podSelector });
      return true;
    }
    case 'add-port':
      rule.ports = [...(rule.ports ?? []), act.entry];
      return true;
    case 'replace-port':
      (rule.ports ?? [])[act.port] = act.entry;
      return true;
    case 'remove-port':
      if (rule.ports?.length === 1) delete rule.ports;
      else rule.ports?.splice(act.port, 1);
      return true;
    case 'set-ports':
      if (act.entries.length > 0) rule.ports = [...act.entries];
      else delete rule.ports;
      return true;
    default:
      return false;
  }
}

function selectorHolder(spec: Spec, at: SelectorAt): [Record<string, unknown> | undefined, string] {
  if (at === 'subject') return [spec as Record<string, unknown>, 'podSelector'];
  const rule = spec[at.direction]?.[at.rule];
  const peer = (at.direction === 'ingress' ? rule?.from : rule?.to)?.[at.peer];
  return [peer ?? undefined, at.of === 'pods' ? 'podSelector' : 'namespaceSelector'];
}

function replacedInPlace(selector: Selector, old: RequirementAt, by: Requirement): boolean {
  if (old.of === 'expression' && by.operator !== '=' && selector.matchExpressions?.[old.index]) {
    selector.matchExpressions[old.index] = expression(by);
    return true;
  }
  return false;
}

function dropped(selector: Selector, old: RequirementAt): boolean {
  if (old.of === 'label') {
    const labels = Object.entries(selector.matchLabels ?? {});
    if (!labels.some(([key]) => key === old.key)) return false;
    selector.matchLabels = Object.fromEntries(labels.filter(([key]) => key !== old.key));
    if (labels.length === 1) delete selector.matchLabels;
    return true;
  }
  const list = selector.matchExpressions ?? [];
  if (old.index >= list.length) return false;
  list.splice(old.index, 1);
  if (list.length === 0) delete selector.matchExpressions;
  return true;
}

function added(selector: Selector, requirement: Requirement): void {
  const { key, operator, values } = requirement;
  const labels = Object.entries(selector.matchLabels ?? {});
  if (operator === '=' && !labels.some(([own]) => own === key)) {
    selector.matchLabels = Object.fromEntries([...labels, [key, values[0] ?? '']]);
    return;
  }
  const own = expression(operator === '=' ? { ...requirement, operator: 'In' } : requirement);
  selector.matchExpressions = [...(selector.matchExpressions ?? []), own];
}

function expression({ key, operator, values }: Requirement) {
  return operator === 'In' || operator === 'NotIn' ? { key, operator, values: [...values] } : { key, operator };
}

const typeOf = (direction: unknown): string => (direction === 'ingress' ? 'Ingress' : 'Egress');

function isolated({ policyTypes, egress }: Spec): string[] {
  if (policyTypes && policyTypes.length > 0) return [...policyTypes];
  return egress && egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}
