/** Which node a pod goes to: the selected one with the fewest pods. */

import { served } from '../kinds.ts';
import { type JsonObject, type KubeObject, objectAt, textAt } from '../kube-object.ts';
import type { Store } from '../store/store.ts';

const nodes = served('nodes');

/** Pods by node, kept up to date by the caller. */
export type NodeLoad = Map<string, number>;

export function isSelected(podSpec: JsonObject, node: KubeObject): boolean {
  const labels = node.metadata.labels ?? {};
  return Object.entries(objectAt(podSpec, 'nodeSelector')).every(
    ([key, value]) => Object.hasOwn(labels, key) && labels[key] === value,
  );
}

export function pickNode(store: Store, pod: KubeObject, load: NodeLoad): string | undefined {
  const spec = objectAt(pod, 'spec');
  const candidates = store
    .list(nodes)
    .filter((node) => objectAt(node, 'spec').unschedulable !== true && isSelected(spec, node))
    .map((node) => node.metadata.name);
  return candidates.toSorted((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0) || (a < b ? -1 : 1))[0];
}

export function addressOf(node: KubeObject | undefined): string | undefined {
  const addresses = objectAt(node, 'status').addresses;
  const internal = Array.isArray(addresses)
    ? addresses.find((address) => textAt(address, 'type') === 'InternalIP')
    : undefined;
  return textAt(internal, 'address');
}
