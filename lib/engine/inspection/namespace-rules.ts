/** The policies of one namespace by the pods that they select, with what is left out so far. */

import type { Direction } from '../model/objects.ts';
import { type CompiledPolicy, type CompiledRule, DIRECTIONS } from '../policies/compile-policy.ts';
import { requirementKeys, type Selector } from '../policies/selector.ts';
import { groupBy } from '../sets/group-by.ts';
import { CoveringRules } from './covering-rules.ts';
import { PortLine } from './port-line.ts';
import { SubsetIndex } from './subset-index.ts';

type PerDirection<T> = Readonly<Record<Direction, T>>;

/** What policies for the same pods, or for more, do. */
export interface RulesAround {
  readonly line: PortLine;
  readonly rules: PerDirection<readonly CoveringRules[]>;
  /** A policy that isolates the pods, and is not left out. */
  isolating(direction: Direction): CompiledPolicy | undefined;
  leaveOut(rule: CompiledRule, isLeftOut: boolean): void;
  leaveOutPolicy(policy: CompiledPolicy, isLeftOut: boolean): void;
}

/** Policies with one and the same selector. */
interface OfSelector {
  readonly isolating: PerDirection<Set<CompiledPolicy>>;
  readonly rules: PerDirection<CoveringRules>;
}

export class NamespaceRules {
  readonly #line = new PortLine();
  readonly #bySelector: ReadonlyMap<string, OfSelector>;
  readonly #index: SubsetIndex<OfSelector>;

  constructor(policies: readonly CompiledPolicy[]) {
    const selectors = new Map<string, Selector>();
    for (const { subject } of policies) if (!subject.broken) selectors.set(subject.key, subject);
    const groups = groupBy(policies, ({ subject }) => subject.key);
    this.#bySelector = new Map([...groups].map(([key, own]) => [key, this.#ofSelector(own)]));
    this.#index = new SubsetIndex(
      [...selectors].flatMap(([key, selector]): (readonly [readonly string[], OfSelector])[] => {
        const of = this.#bySelector.get(key);
        return of ? [[requirementKeys(selector), of]] : [];
      }),
    );
  }

  around({ subject }: CompiledPolicy): RulesAround {
    const own = this.#bySelector.get(subject.key);
    const around = subject.broken ? [] : this.#index.within(requirementKeys(subject));
    return {
      line: this.#line,
      rules: { ingress: around.map(({ rules }) => rules.ingress), egress: around.map(({ rules }) => rules.egress) },
      isolating: (direction) => {
        for (const { isolating } of around) for (const policy of isolating[direction]) return policy;
        return undefined;
      },
      leaveOut: (rule, isLeftOut) => own?.rules[rule.ref.direction].leaveOut(rule, isLeftOut),
      leaveOutPolicy: (policy, isLeftOut) => {
        for (const direction of DIRECTIONS) {
          if (isLeftOut) own?.isolating[direction].delete(policy);
          else if (policy.isolates[direction]) own?.isolating[direction].add(policy);
        }
      },
    };
  }

  #ofSelector(policies: readonly CompiledPolicy[]): OfSelector {
    const isolating = (direction: Direction) => policies.filter(({ isolates }) => isolates[direction]);
    const rules = (direction: Direction) =>
      new CoveringRules(
        isolating(direction).flatMap((policy) => policy.rules[direction]),
        this.#line,
      );
    return {
      isolating: { ingress: new Set(isolating('ingress')), egress: new Set(isolating('egress')) },
      rules: { ingress: rules('ingress'), egress: rules('egress') },
    };
  }
}
