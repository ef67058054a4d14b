/** Whether what is shown is only a part of the cluster, so that its numbers are lower bounds. */

import { grouped } from '#engine';
import type { Kind } from '#stream';
import type { WorkbenchState } from '../state/state.ts';
import { certaintiesOf, unreadableNamespaces } from './unreadable.ts';

/** Without all of these a verdict itself may be wrong, not only a number too small. */
const VERDICTS_REST_ON: readonly Kind[] = ['namespaces', 'networkpolicies'];

/** Pods are still being read: every pair that is shown is there, and there may be more. */
export function isReading({ snapshot }: Pick<WorkbenchState, 'snapshot'>): boolean {
  return snapshot?.incomplete?.includes('pods') ?? false;
}

/** Pods are still being read, or some may not be read at all. */
export function areLowerBounds({ snapshot }: Pick<WorkbenchState, 'snapshot'>): boolean {
  return isReading({ snapshot }) || unreadableNamespaces({ snapshot }).length > 0;
}

type Known = Pick<WorkbenchState, 'snapshot' | 'reachability'>;

/** Ends of workloads through which more may pass than is known, as `ingress id`; true = all, false = none. */
export function uncertainGates({ snapshot, reachability }: Known): boolean | ReadonlySet<string> {
  if (!areLowerBounds({ snapshot })) return false;
  if (isReading({ snapshot })) return true;
  const unknown = unreadableNamespaces({ snapshot })
    .flatMap(({ name }) => certaintiesOf(name, { snapshot, reachability }))
    .filter(({ admits }) => admits === 'unknown');
  return new Set(unknown.map(({ workload, direction }) => `${direction} ${workload.id}`));
}

/** What is known is too little to judge any pair by. */
export function isUnjudged({ snapshot }: Pick<WorkbenchState, 'snapshot'>): boolean {
  return VERDICTS_REST_ON.some((kind) => snapshot?.incomplete?.includes(kind));
}

/** `Reading pods, 4,000 of 10,000 so far`; undefined when all is read. */
export function readingWords({ snapshot, health }: Pick<WorkbenchState, 'snapshot' | 'health'>): string | undefined {
  if (!isReading({ snapshot })) return undefined;
  if (health === undefined) return 'Reading pods';
  const { count, expected } = health.kinds.pods;
  return `Reading pods, ${grouped(count)}${expected === undefined ? '' : ` of ${grouped(expected)}`} so far`;
}
