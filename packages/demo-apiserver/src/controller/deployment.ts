/** Keeps one ReplicaSet for the present template of a Deployment, and the old ones until it is ready. */

import { type Kind, served } from '../kinds.ts';
import { type JsonObject, type KubeObject, numberAt, objectAt, sameJson, textAt } from '../kube-object.ts';
import { timestamp } from '../write/timestamp.ts';
import { type Cluster, CONTROLLER_MANAGER, removeObject, writeStatus } from './cluster.ts';
import { ownerReference, templateHash } from './pod-template.ts';

const deployments = served('deployments');
const replicaSets = served('replicasets');
const HASH = 'pod-template-hash';
const REVISION = 'deployment.kubernetes.io/revision';

export function reconcileDeployment(cluster: Cluster, deployment: KubeObject): void {
  if (deployment.metadata.deletionTimestamp !== undefined) return;
  const sets = cluster.dependents.of(deployment.metadata.uid ?? '', replicaSets);
  const present = sets.find((set) => sameJson(plainTemplate(set), objectAt(deployment, 'spec').template));
  const old = sets.filter((set) => set !== present);
  const wanted = numberAt(deployment, 'spec', 'replicas') ?? 1;
  const isRecreate = textAt(deployment, 'spec', 'strategy', 'type') === 'Recreate';
  if (isRecreate) for (const set of old) scale(cluster, set, 0);
  const mayGrow = !isRecreate || old.every((set) => count(set, 'replicas') === 0);
  if (objectAt(deployment, 'spec').paused !== true) {
    if (present === undefined) {
      if (mayGrow) createReplicaSet(cluster, deployment, wanted, sets);
    } else {
      scale(cluster, present, mayGrow ? wanted : 0);
      markRevision(cluster, deployment, present, old);
      // The new pods stand before the old ones go.
      if (count(present, 'readyReplicas') >= wanted) retire(cluster, old, deployment);
    }
  }
  writeStatus(cluster, deployments, deployment, statusOf(cluster, deployment, wanted));
}

/** A template that comes back counts as the newest revision; the Deployment shows which one that is. */
function markRevision(cluster: Cluster, deployment: KubeObject, present: KubeObject, old: readonly KubeObject[]): void {
  const number = Math.max(revision(present), 1, ...old.map((set) => revision(set) + 1));
  if (revision(present) !== number) annotate(cluster, replicaSets, present, number);
  if (revision(deployment) !== number) annotate(cluster, deployments, deployment, number);
}

function annotate(cluster: Cluster, kind: Kind, object: KubeObject, number: number): void {
  const { namespace, name } = object.metadata;
  const change = (live: KubeObject): JsonObject => {
    const annotations = { ...live.metadata.annotations, [REVISION]: String(number) };
    return { ...live, metadata: { ...live.metadata, annotations } };
  };
  cluster.writer.update(kind, namespace, name, change, CONTROLLER_MANAGER);
}

function retire(cluster: Cluster, old: readonly KubeObject[], deployment: KubeObject): void {
  for (const set of old) scale(cluster, set, 0);
  const limit = numberAt(deployment, 'spec', 'revisionHistoryLimit') ?? 10;
  const empty = old.filter((set) => count(set, 'replicas') === 0).sort((a, b) => revision(a) - revision(b));
  for (const set of empty.slice(0, Math.max(0, empty.length - limit))) removeObject(cluster, replicaSets, set);
}

function createReplicaSet(
  cluster: Cluster,
  deployment: KubeObject,
  replicas: number,
  sets: readonly KubeObject[],
): void {
  const hash = templateHash(deployment);
  const template = objectAt(deployment, 'spec', 'template');
  const metadata = objectAt(template, 'metadata');
  const labels = { ...objectAt(metadata, 'labels'), [HASH]: hash };
  const selector = objectAt(deployment, 'spec', 'selector');
  const number = Math.max(0, ...sets.map(revision)) + 1;
  const body: JsonObject = {
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      labels,
      annotations: {
        'deployment.kubernetes.io/desired-replicas': String(replicas),
        [REVISION]: String(number),
      },
      ownerReferences: [ownerReference(deployment)],
    },
    spec: {
      replicas,
      selector: { ...selector, matchLabels: { ...objectAt(selector, 'matchLabels'), [HASH]: hash } },
      template: { ...template, metadata: { ...metadata, labels } },
    },
  };
  cluster.writer.create(replicaSets, deployment.metadata.namespace, body, CONTROLLER_MANAGER);
}

/** The template as the Deployment wrote it. */
function plainTemplate(set: KubeObject): JsonObject {
  const template = objectAt(set, 'spec', 'template');
  const metadata = objectAt(template, 'metadata');
  const { [HASH]: _, ...labels } = objectAt(metadata, 'labels');
  return { ...template, metadata: { ...metadata, labels } };
}

function scale(cluster: Cluster, set: KubeObject, replicas: number): void {
  if (numberAt(set, 'spec', 'replicas') === replicas) return;
  const { namespace, name } = set.metadata;
  const change = (live: KubeObject): JsonObject => ({ ...live, spec: { ...live.spec, replicas } });
  cluster.writer.update(replicaSets, namespace, name, change, CONTROLLER_MANAGER);
}

function statusOf(cluster: Cluster, deployment: KubeObject, wanted: number): JsonObject {
  const sets = cluster.dependents.of(deployment.metadata.uid ?? '', replicaSets);
  const present = sets.find((set) => sameJson(plainTemplate(set), objectAt(deployment, 'spec').template));
  const total = sum(sets, 'replicas');
  const ready = sum(sets, 'readyReplicas');
  const some = (value: number): number | undefined => (value === 0 ? undefined : value);
  const isAvailable = ready >= wanted;
  const isDone = present !== undefined && count(present, 'readyReplicas') >= wanted && total <= wanted;
  const name = present?.metadata.name ?? deployment.metadata.name;
  return {
    observedGeneration: deployment.metadata.generation,
    replicas: some(total),
    updatedReplicas: some(present === undefined ? 0 : count(present, 'replicas')),
    readyReplicas: some(ready),
    availableReplicas: some(ready),
    unavailableReplicas: some(Math.max(0, wanted - ready)),
    conditions: [
      condition(cluster, deployment, 'Available', isAvailable, [
        isAvailable ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
        `Deployment ${isAvailable ? 'has' : 'does not have'} minimum availability.`,
      ]),
      condition(cluster, deployment, 'Progressing', true, [
        isDone ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated',
        `ReplicaSet "${name}" ${isDone ? 'has successfully progressed' : 'is progressing'}.`,
      ]),
    ],
  };
}

/** A condition whose times move only when it changes. */
function condition(
  cluster: Cluster,
  deployment: KubeObject,
  type: string,
  isTrue: boolean,
  [reason, message]: readonly [string, string],
): JsonObject {
  const status = isTrue ? 'True' : 'False';
  const all = deployment.status?.conditions;
  const before = Array.isArray(all) ? all.find((one) => textAt(one, 'type') === type) : undefined;
  const now = timestamp(cluster.now());
  const isSame = textAt(before, 'status') === status && textAt(before, 'reason') === reason;
  return {
    type,
    status,
    reason,
    message,
    lastUpdateTime: isSame ? textAt(before, 'lastUpdateTime') : now,
    lastTransitionTime: textAt(before, 'status') === status ? textAt(before, 'lastTransitionTime') : now,
  };
}

function revision(set: KubeObject): number {
  return Number(set.metadata.annotations?.[REVISION] ?? 0);
}

function count(set: KubeObject, field: string): number {
  return numberAt(set, 'status', field) ?? 0;
}

function sum(sets: readonly KubeObject[], field: string): number {
  return sets.reduce((total, set) => total + count(set, field), 0);
}
