/** What on the map is an end of a drawn connection, and how ends are called. */

import type { DrawnEnd } from '#draft';
import { type WorkloadReach, workloadName } from '#engine';
import type { Choice } from '#workbench';
import { selectionOf } from '#workbench';

export const INTERNET = { kind: 'range', cidr: '0.0.0.0/0' } as const;

/** Undefined for what no policy can speak of: a line, or the empty ground. */
export function endOf(choice: Choice | undefined): DrawnEnd | undefined {
  const selection = selectionOf(choice);
  if (selection?.type === 'namespace') return { kind: 'namespace', name: selection.name };
  if (selection?.type !== 'workload') return undefined;
  return selection.id === 'outside' ? INTERNET : { kind: 'workload', id: selection.id };
}

export function endName(end: DrawnEnd): string {
  if (end.kind === 'workload') return workloadName(end.id);
  if (end.kind === 'namespace') return `every pod of ${end.name}`;
  return end.cidr === INTERNET.cidr ? 'the internet' : end.cidr;
}

export const sameEnd = (one: DrawnEnd, other: DrawnEnd): boolean => JSON.stringify(one) === JSON.stringify(other);

export interface OfferedEnd {
  readonly end: DrawnEnd;
  readonly name: string;
  readonly detail: string;
}

/** Every end there is but the one drawn from: workloads of its namespace first. */
export function offeredEnds(
  from: DrawnEnd,
  workloads: readonly WorkloadReach[],
  namespaces: readonly string[],
): readonly OfferedEnd[] {
  const home = from.kind === 'workload' ? workloads.find(({ id }) => id === from.id)?.namespace : undefined;
  const rank = ({ namespace }: WorkloadReach) => (namespace === home ? 0 : 1);
  const single = workloads
    .filter(({ hostNetwork }) => !hostNetwork)
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ id, name, namespace }) => ({ end: { kind: 'workload', id } as const, name, detail: namespace }));
  const held = namespaces.filter((name) => workloads.some(({ namespace }) => namespace === name));
  const whole = held.map((name) => ({
    end: { kind: 'namespace', name } as const,
    name: `every pod of ${name}`,
    detail: 'namespace',
  }));
  const all: readonly OfferedEnd[] = [...single, ...whole, { end: INTERNET, name: 'the internet', detail: 'outside' }];
  // Two ranges are nobody's policy.
  return all.filter(({ end }) => !sameEnd(end, from) && !(from.kind === 'range' && end.kind === 'range'));
}

/** Those that have all the words; the one that is called exactly so first. */
export function endsNamed(all: readonly OfferedEnd[], words: readonly string[]): readonly OfferedEnd[] {
  const wanted = words.join(' ');
  const rank = ({ name }: OfferedEnd) => (name.toLowerCase() === wanted ? 0 : 1);
  return all
    .filter(({ name, detail }) => words.every((word) => `${name} ${detail}`.toLowerCase().includes(word)))
    .toSorted((a, b) => rank(a) - rank(b));
}
