/** The text of an object in the form a client asked for, made once per stored state. */

import type { KubeObject } from '../kube-object.ts';

const whole = new WeakMap<KubeObject, string>();
const bare = new WeakMap<KubeObject, string>();

export function objectJson(object: KubeObject): string {
  return remembered(whole, object, () => JSON.stringify(object));
}

/** Items of a list carry neither kind nor apiVersion. */
export function itemJson(object: KubeObject): string {
  return remembered(bare, object, () => {
    const { kind: _, apiVersion: __, ...item } = object;
    return JSON.stringify(item);
  });
}

export function metadataOnly(object: KubeObject): object {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}

function remembered(cache: WeakMap<KubeObject, string>, object: KubeObject, make: () => string): string {
  let text = cache.get(object);
  if (text === undefined) {
    text = make();
    cache.set(object, text);
  }
  return text;
}
