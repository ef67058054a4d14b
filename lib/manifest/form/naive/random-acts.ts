/** Random acts on a policy, most of them where it has a place for them. */

import type { FormAct, Requirement, RequirementAt, SelectorAt } from '../form-act.ts';

interface Plain {
  readonly spec?: {
    readonly podSelector?: Selector | null;
    readonly ingress?: readonly (Rule | null)[] | null;
    readonly egress?: readonly (Rule | null)[] | null;
  };
}
type Selector = { readonly matchLabels?: object | null; readonly matchExpressions?: readonly unknown[] | null };
type Peer = { readonly podSelector?: Selector | null; readonly namespaceSelector?: Selector | null } | null;
type Rule = {
  readonly from?: readonly Peer[] | null;
  readonly to?: readonly Peer[] | null;
  readonly ports?: readonly unknown[] | null;
};

export class RandomActs {
  readonly #next: () => number;

  constructor(next: () => number) {
    this.#next = next;
  }

  of({ spec = {} }: Plain): FormAct {
    const direction = this.#pick(['ingress', 'egress'] as const);
    const rules = spec[direction] ?? [];
    const rule = this.#at(rules.length);
    const own = rules[rule] ?? {};
    const peers = (direction === 'ingress' ? own.from : own.to) ?? [];
    const [peer, port] = [this.#at(peers.length), this.#at(own.ports?.length ?? 0)];
    const place = { direction, rule };
    const of = this.#pick(['pods', 'namespaces'] as const);
    const isSubject = peers.length === 0 || this.#next() < 0.3;
    const at: SelectorAt = isSubject ? 'subject' : { ...place, peer, of };
    const selector = isSubject
      ? spec.podSelector
      : of === 'pods'
        ? peers[peer]?.podSelector
        : peers[peer]?.namespaceSelector;
    const old = this.#requirementAt(selector ?? {});
    const requirement = this.#requirement();
    const entry = this.#pick([
      { podSelector: { matchLabels: { app: 'new' } } },
      { namespaceSelector: {}, podSelector: {} },
      { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
    ]);
    const portEntry = this.#pick([{ port: 80 }, { protocol: 'UDP', port: 'dns' }, { port: 1, endPort: 9 }]);
    return this.#pick<FormAct>([
      { act: 'set-selector', at, selector: { matchLabels: { app: 'set' } } },
      { act: 'set-selector', at: 'subject', selector: {} },
      { act: 'add-requirement', at, requirement },
      { act: 'replace-requirement', at, old, requirement },
      { act: 'replace-requirement', at, old, requirement },
      { act: 'remove-requirement', at, old },
      { act: 'isolate', direction },
      { act: 'open', direction },
      { act: 'add-rule', direction, rule: { [direction === 'ingress' ? 'from' : 'to']: [entry], ports: [portEntry] } },
      { act: 'replace-rule', ...place, by: { ports: [portEntry] } },
      { act: 'remove-rule', ...place },
      { act: 'add-peer', ...place, entry },
      { act: 'replace-peer', ...place, peer, entry },
      { act: 'remove-peer', ...place, peer },
      { act: 'part-peer', ...place, peer },
      { act: 'part-peer', ...place, peer },
      { act: 'admit-everyone', ...place },
      { act: 'add-port', ...place, entry: portEntry },
      { act: 'replace-port', ...place, port, entry: portEntry },
      { act: 'remove-port', ...place, port },
      { act: 'set-ports', ...place, entries: this.#next() < 0.5 ? [] : [portEntry, { port: 443 }] },
      { act: 'write-types' },
      { act: 'rename', name: 'other', ...(this.#next() < 0.5 && { namespace: 'elsewhere' }) },
    ]);
  }

  #requirement(): Requirement {
    const operator = this.#pick(['=', 'In', 'NotIn', 'Exists', 'DoesNotExist'] as const);
    const values = operator === '=' ? ['on'] : operator === 'In' || operator === 'NotIn' ? ['a', '1'] : [];
    return { key: this.#pick(['app', 'tier', 'example.com/name']), operator, values };
  }

  #requirementAt({ matchLabels, matchExpressions }: Selector): RequirementAt {
    const keys = Object.keys(matchLabels ?? {});
    const isLabel = keys.length > 0 && ((matchExpressions ?? []).length === 0 || this.#next() < 0.5);
    if (isLabel) return { of: 'label', key: this.#pick(keys) };
    return { of: 'expression', index: this.#at((matchExpressions ?? []).length) };
  }

  #at(length: number): number {
    return length === 0 ? 0 : Math.floor(this.#next() * length);
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#next() * list.length)] as T;
  }
}
