/**
 * The text that a new policy begins with: it cuts nothing off and lets nothing in that is shut out, so that whoever
 * begins one is never a click away from an outage. It is nobody's own until something is typed into it.
 */

import { beginEdit, type DraftSet } from '#draft';
import {
  type Labels,
  networkPolicyId,
  policyId,
  type Reachability,
  type WorkloadId,
  type WorkloadReach,
} from '#engine';
import { type NewPolicy, newPolicyText } from '#manifest';
import type { WorkbenchState } from '../state/state.ts';
import { isSelected, ownLabels } from './own-labels.ts';

const NAME = 'new-policy';

export interface NewPolicyFor {
  readonly namespace: string;
  /** For this one alone, as far as its labels tell it apart. */
  readonly workload?: WorkloadId | undefined;
}

type Known = Pick<WorkbenchState, 'draft' | 'preview' | 'snapshot' | 'reachability' | 'reading'>;

/**
 * The cluster with the draft. While something is only looked at, what is read is that: of a draft beside it nothing is
 * known then.
 */
function withDraft({ draft, preview, reachability, reading }: Known): Reachability['workloads'] | undefined {
  if (!preview) return (reading.diff?.after ?? reachability)?.workloads;
  return draft.edits.length === 0 ? reachability?.workloads : undefined;
}

export function beginPolicy(key: string, { namespace, workload }: NewPolicyFor, state: Known): DraftSet {
  const { draft } = state;
  const known = withDraft(state);
  const workloads = known ?? [];
  const found = workloads.find(({ id }) => id === workload);
  const name = freeName(namespace, found ? `${NAME}-for-${found.name}`.slice(0, 240) : NAME, state);
  const text = newPolicyText(namespace, name, known ? quiet(namespace, found, workloads) : { labels: 'none yet' });
  return beginEdit(draft, key, namespace, text);
}

/** The first name that neither cluster nor draft has. */
function freeName(namespace: string, wanted: string, { draft, snapshot }: Known): string {
  const taken = new Set(snapshot?.policies.map(policyId));
  const drafted = draft.edits.map((edit) => edit.text).join('\n');
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}-${count}`;
    if (!taken.has(networkPolicyId(namespace, name)) && !drafted.includes(`name: ${name}\n`)) return name;
  }
}

/**
 * Of pods that are all open, one that admits everyone as now; of pods that are all isolated, one that admits nobody
 * more. Of a mixture neither would do: it selects no pod until somebody says which.
 */
function quiet(
  namespace: string,
  workload: WorkloadReach | undefined,
  workloads: Reachability['workloads'],
): NewPolicy {
  const labels: Labels | undefined = workload && ownLabels(workload, workloads);
  if (workload && !labels) return { labels: 'none yet' };
  const selected = workloads.filter((one) => one.namespace === namespace && isSelected(one, labels ?? {}));
  for (const direction of ['ingress', 'egress'] as const) {
    const states = new Set(selected.map((one) => one[direction].isolated));
    if (states.size > 1 || states.has('part')) continue;
    return { ...(labels && { labels }), direction, admits: states.has('no') ? 'everyone' : 'nobody' };
  }
  return { labels: 'none yet' };
}
