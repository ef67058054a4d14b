/** The cells of a pod that sum up its containers. */

import { type KubeObject, listAt, numberAt, textAt, valueAt } from '../kube-object.ts';

export function podReady(pod: KubeObject): string {
  const ready = listAt(pod, 'status', 'containerStatuses').filter((one) => valueAt(one, 'ready') === true).length;
  return `${ready}/${listAt(pod, 'spec', 'containers').length}`;
}

export function podStatus(pod: KubeObject): string {
  if (pod.metadata.deletionTimestamp !== undefined) return 'Terminating';
  for (const one of listAt(pod, 'status', 'containerStatuses')) {
    const reason = textAt(one, 'state', 'waiting', 'reason') ?? textAt(one, 'state', 'terminated', 'reason');
    if (reason !== undefined) return reason;
  }
  return textAt(pod, 'status', 'reason') ?? textAt(pod, 'status', 'phase') ?? '';
}

export function podRestarts(pod: KubeObject): string {
  const counts = listAt(pod, 'status', 'containerStatuses').map((one) => numberAt(one, 'restartCount') ?? 0);
  return String(counts.reduce((sum, one) => sum + one, 0));
}
