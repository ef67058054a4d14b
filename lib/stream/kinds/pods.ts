import { objectKey, type Pod } from '#engine';
import { type PackedPods, packPods, unpackPods } from './packed-pods.ts';
import { listedKind } from './watched-kind.ts';

export const pods = listedKind<Pod>()({
  kind: 'pods',
  resource: { group: '', version: 'v1', plural: 'pods', object: 'Pod', namespaced: true },
  words: 'pods',
  neededFor: 'verdicts',
  keyOf: ({ namespace, name }) => objectKey({ namespace, name }),
  packing: { from: 500, pack: packPods, unpack: (packed) => unpackPods(packed as PackedPods) },
});
