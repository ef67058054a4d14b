/** Workloads that Helm or Argo CD starts at a step of a release. */

import { type WorkloadId, workloadId } from '#engine';
import { fieldsAt, textAt } from '../objects/fields.ts';
import type { ManifestObject } from '../objects/manifest-object.ts';
import { templateOf } from '../objects/templates.ts';

const HOOKS = [
  ['helm.sh/hook', 'Helm hook'],
  ['argocd.argoproj.io/hook', 'Argo CD hook'],
] as const;

export function hooksOf(objects: readonly ManifestObject[]): ReadonlyMap<WorkloadId, string> {
  const hooks = new Map<WorkloadId, string>();
  for (const { kind, namespace, name, fields, isRead } of objects) {
    if (!isRead || (kind !== 'Pod' && !templateOf(kind, fields))) continue;
    const annotations = fieldsAt(fields, 'metadata', 'annotations');
    for (const [key, words] of HOOKS) {
      const step = textAt(annotations, key);
      if (step !== undefined) hooks.set(workloadId(namespace, { kind, name }), `${words} ${step}`);
    }
  }
  return hooks;
}
