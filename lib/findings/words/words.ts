/** What a finding says. Every code has words: one without them does not compile. */

import { policyName, workloadName } from '#engine';
import type { FactsOf, FindingCode } from '../codes.ts';
import type { Finding, FindingOf } from '../finding.ts';
import { POLICY_WORDS } from './policy-words.ts';
import { WORKLOAD_WORDS } from './workload-words.ts';

/** Of one kind of finding; `name` is that of the policy, workload or namespace it is about. */
export interface FindingWords<F> {
  /** For example `orders-postgresql:5432 is open to 8 workloads`, without a full stop. */
  title(facts: F, name: string): string;
  /** A sentence or two: what is so, and what comes of it. */
  sentence(facts: F, name: string): string;
  /** Of many alike, for example `20 data stores have open egress`. */
  many(count: number): string;
}

export type WordsOf<C extends FindingCode> = { readonly [K in C]: FindingWords<FactsOf[K]> };

export const WORDS: WordsOf<FindingCode> = { ...POLICY_WORDS, ...WORKLOAD_WORDS };

export interface Told {
  readonly title: string;
  readonly sentence: string;
}

export function tell<C extends FindingCode>(finding: FindingOf<C>): Told {
  const words = WORDS[finding.code];
  const name = nameOf(finding);
  const sentence = words.sentence(finding.facts, name);
  const { unjudged } = finding;
  const unless = unjudged === undefined ? '' : ` ${unjudged} may make it otherwise: it is not judged.`;
  return { title: words.title(finding.facts, name), sentence: sentence + unless };
}

/** Without its namespace. */
export function nameOf({ policy, workload, namespace }: Pick<Finding, 'policy' | 'workload' | 'namespace'>): string {
  if (policy !== undefined) return policyName(policy);
  return workload === undefined ? namespace : workloadName(workload);
}
