/** Where a new policy most likely belongs. */

import { policyNamespace, type WorkloadId } from '#engine';
import type { WorkbenchState } from '#workbench';

/** The namespace of what is selected, else the first looked at that runs something of the user's. */
export function namespaceForDraft({ selection, reachability, snapshot, namespaces }: WorkbenchState): string {
  const workloads = reachability?.workloads ?? [];
  switch (selection?.type) {
    case 'namespace':
      return selection.name;
    case 'policy':
      return policyNamespace(selection.id) ?? 'default';
    case 'workload':
      return workloads.find((workload) => workload.id === selection.id)?.namespace ?? 'default';
    case 'edge':
      return workloads.find((workload) => workload.id === selection.destination)?.namespace ?? 'default';
    default: {
      const shown = namespaces === 'all' ? undefined : namespaces;
      const own = workloads.filter(({ hostNetwork, namespace }) => !hostNetwork && !namespace.startsWith('kube-'));
      const first = own.find(({ namespace }) => !shown || shown.includes(namespace));
      return first?.namespace ?? shown?.[0] ?? snapshot?.namespaces[0]?.name ?? 'default';
    }
  }
}

/** The one workload that a new policy is for, where one is selected that a policy can select. */
export function selectedWorkload({ selection, reachability }: WorkbenchState): WorkloadId | undefined {
  if (selection?.type !== 'workload') return undefined;
  return reachability?.workloads.find(({ id, hostNetwork }) => id === selection.id && !hostNetwork)?.id;
}
