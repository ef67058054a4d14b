/**
 * What makes pods. Not sent as they are: one of which there is no pod is sent as a pod that stands for it, so that a
 * workload does not vanish from the map with its last pod.
 */

import type { WatchedKind } from './watched-kind.ts';

const APPS = { group: 'apps', version: 'v1', namespaced: true } as const;
const BATCH = { group: 'batch', version: 'v1', namespaced: true } as const;

export const deployments = {
  kind: 'deployments',
  resource: { ...APPS, plural: 'deployments', object: 'Deployment' },
  words: 'Deployments',
  neededFor: 'details',
} as const satisfies WatchedKind;

export const statefulSets = {
  kind: 'statefulsets',
  resource: { ...APPS, plural: 'statefulsets', object: 'StatefulSet' },
  words: 'StatefulSets',
  neededFor: 'details',
} as const satisfies WatchedKind;

export const daemonSets = {
  kind: 'daemonsets',
  resource: { ...APPS, plural: 'daemonsets', object: 'DaemonSet' },
  words: 'DaemonSets',
  neededFor: 'details',
} as const satisfies WatchedKind;

export const jobs = {
  kind: 'jobs',
  resource: { ...BATCH, plural: 'jobs', object: 'Job' },
  words: 'Jobs',
  neededFor: 'details',
} as const satisfies WatchedKind;

export const cronJobs = {
  kind: 'cronjobs',
  resource: { ...BATCH, plural: 'cronjobs', object: 'CronJob' },
  words: 'CronJobs',
  neededFor: 'details',
} as const satisfies WatchedKind;

export const replicationControllers = {
  kind: 'replicationcontrollers',
  resource: {
    group: '',
    version: 'v1',
    plural: 'replicationcontrollers',
    object: 'ReplicationController',
    namespaced: true,
  },
  words: 'ReplicationControllers',
  neededFor: 'details',
} as const satisfies WatchedKind;
