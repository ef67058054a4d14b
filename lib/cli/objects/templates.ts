/** Where a workload keeps the template of its pods. */

import { type Fields, fieldsAt } from './fields.ts';

const PATHS: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Undefined for a kind without pods of its own; an absent template is an empty one. */
export function templateOf(kind: string, fields: Fields): { template: Fields; path: string } | undefined {
  const path = Object.hasOwn(PATHS, kind) ? PATHS[kind] : undefined;
  return path && { template: fieldsAt(fields, ...path) ?? {}, path: path.join('.') };
}
