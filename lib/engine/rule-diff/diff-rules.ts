/**
 * The difference between two sets of policies as rules: what they would admit of pods, namespaces and addresses that
 * are in neither input. Pods that come tomorrow are judged by them too.
 */

import type { PolicyId } from '../model/ids.ts';
import type { NetworkPolicy } from '../model/network-policy.ts';
import type { Direction } from '../model/objects.ts';
import { type CompiledPolicy, compilePolicy } from '../policies/compile-policy.ts';
import { alternatives, covers, selectorText } from '../policies/covers.ts';
import type { ConnectionSet } from '../sets/connection-set.ts';
import { uncovered } from './covered.ts';
import { grantsOf, type SubjectGrants } from './grants.ts';

export interface RuleChange {
  /** `isolates`, `opens`: the subject was not isolated before, or no longer is; without a peer. */
  readonly change: 'isolates' | 'opens' | 'admits' | 'stops-admitting';
  readonly namespace: string;
  /** A selector in words; empty for every pod of the namespace. */
  readonly subject: string;
  readonly direction: Direction;
  /** The policies that say so: those after, and those before where something is gone. */
  readonly policies: readonly PolicyId[];
  readonly peer?: string;
  readonly ports?: ConnectionSet;
  /** Ports by name, `TCP http`. */
  readonly portNames?: readonly string[];
}

/** Empty only where no pod, namespace or address could ever tell the two apart. */
export function diffRules(before: readonly NetworkPolicy[], after: readonly NetworkPolicy[]): readonly RuleChange[] {
  const [old, now] = [grantsOf(compileAll(before)), grantsOf(compileAll(after))];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  const [oldByPlace, nowByPlace] = [byPlace(old), byPlace(now)];
  return keys.flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    if (was && is && sameGrants(was, is)) return [];
    return [
      ...(is ? gainsOf(is, oldByPlace, ['isolates', 'admits']) : []),
      ...(was ? gainsOf(was, nowByPlace, ['opens', 'stops-admitting']) : []),
    ];
  });
}

function compileAll(policies: readonly NetworkPolicy[]): Iterable<CompiledPolicy> {
  // Of two with one name the later counts.
  return new Map(policies.map((policy) => compilePolicy(policy)).map((policy) => [policy.id, policy])).values();
}

const placeOf = ({ direction, namespace }: SubjectGrants): string => `${direction} ${namespace}`;

function byPlace(groups: ReadonlyMap<string, SubjectGrants>): ReadonlyMap<string, readonly SubjectGrants[]> {
  const places = new Map<string, SubjectGrants[]>();
  for (const group of groups.values()) {
    const own = places.get(placeOf(group));
    if (own) own.push(group);
    else places.set(placeOf(group), [group]);
  }
  return places;
}

type Words = readonly [isolation: RuleChange['change'], admission: RuleChange['change']];

/** What a group says that the other side does not: one policy for `In [a, b]` may be two for `a` and `b` there. */
function gainsOf(
  group: SubjectGrants,
  otherSide: ReadonlyMap<string, readonly SubjectGrants[]>,
  words: Words,
): readonly RuleChange[] {
  const neighbours = otherSide.get(placeOf(group)) ?? [];
  const parts = alternatives(group.subject).map((subject) => {
    const others = neighbours.filter((other) => covers(other.subject, subject));
    return { subject, changes: gains(group, others, words) };
  });
  const [first] = parts;
  const alike = parts.every(({ changes }) => JSON.stringify(changes) === JSON.stringify(first?.changes));
  const told = alike && first ? [{ ...first, subject: group.subject }] : parts;
  return told.flatMap(({ subject, changes }) =>
    changes.map((change) => ({ ...change, subject: selectorText(subject) })),
  );
}

function gains(
  { namespace, direction, policies, grants }: SubjectGrants,
  others: readonly SubjectGrants[],
  [isolation, admission]: Words,
): readonly Omit<RuleChange, 'subject'>[] {
  const about = { namespace, direction, policies };
  if (others.length === 0) return [{ change: isolation, ...about }];
  return [...grants.values()].flatMap((grant): readonly Omit<RuleChange, 'subject'>[] => {
    const left = uncovered(grant, others);
    if (!left) return [];
    const names = left.names.size > 0 ? { portNames: [...left.names].sort() } : {};
    return [{ change: admission, ...about, peer: grant.text, ports: left.numbers, ...names }];
  });
}

function sameGrants(a: SubjectGrants, b: SubjectGrants): boolean {
  return textOf(a) === textOf(b);
}

function textOf({ grants }: SubjectGrants): string {
  const lines = [...grants.values()].map(({ text, ports }) =>
    JSON.stringify([text, ports.numbers, [...ports.names].sort()]),
  );
  return lines.sort().join('\n');
}
