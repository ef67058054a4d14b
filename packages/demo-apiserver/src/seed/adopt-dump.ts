/** A dump often holds Deployments and pods but not the ReplicaSets between: they are put back, so nothing is made twice. */

import { type JsonObject, listAt, objectAt, textAt } from '../kube-object.ts';
import { matchSelector } from '../store/label-selector.ts';
import type { SeedObject } from './load.ts';

export function withMissingReplicaSets(objects: readonly SeedObject[]): readonly SeedObject[] {
  const present = new Set(objects.map(({ object }) => textAt(object, 'metadata', 'uid')));
  const missing = new Map<string, { readonly owner: JsonObject; readonly pods: SeedObject[] }>();
  for (const seed of objects) {
    const owner = replicaSetOwner(seed.object);
    const uid = textAt(owner, 'uid');
    if (owner === undefined || uid === undefined || present.has(uid)) continue;
    const group = missing.get(uid) ?? { owner, pods: [] };
    group.pods.push(seed);
    missing.set(uid, group);
  }
  const deployments = objects.filter(({ object }) => textAt(object, 'kind') === 'Deployment');
  const restored = [...missing.values()].map(({ owner, pods }) => restore(owner, pods, deployments));
  return [...objects, ...restored.flat()];
}

function replicaSetOwner(object: JsonObject): JsonObject | undefined {
  if (textAt(object, 'kind') !== 'Pod') return undefined;
  const owner = listAt(object, 'metadata', 'ownerReferences').find((one) => textAt(one, 'kind') === 'ReplicaSet');
  return owner === undefined ? undefined : objectAt({ owner }, 'owner');
}

function restore(
  owner: JsonObject,
  pods: readonly SeedObject[],
  deployments: readonly SeedObject[],
): readonly SeedObject[] {
  const first = pods[0];
  if (first === undefined) return [];
  const namespace = textAt(first.object, 'metadata', 'namespace') ?? 'default';
  const labels = objectAt(first.object, 'metadata', 'labels') as Record<string, string>;
  const deployment = deployments.find(
    ({ object }) =>
      (textAt(object, 'metadata', 'namespace') ?? 'default') === namespace &&
      textAt(owner, 'name')?.startsWith(`${textAt(object, 'metadata', 'name')}-`) === true &&
      matchSelector(objectAt(object, 'spec').selector, labels),
  )?.object;
  const uid = textAt(deployment, 'metadata', 'uid');
  const template = objectAt(deployment, 'spec', 'template');
  const source = deployment === undefined ? objectAt(first.object, 'spec') : objectAt(template, 'spec');
  const object: JsonObject = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: owner.name,
      namespace,
      uid: owner.uid,
      labels,
      ...(uid === undefined
        ? {}
        : {
            ownerReferences: [
              {
                apiVersion: 'apps/v1',
                kind: 'Deployment',
                name: textAt(deployment, 'metadata', 'name'),
                uid,
                controller: true,
              },
            ],
          }),
    },
    spec: {
      replicas: pods.length,
      selector: { matchLabels: labels },
      template: { ...template, metadata: { ...objectAt(template, 'metadata'), labels }, spec: source },
    },
  };
  return [{ object, source: first.source }];
}
