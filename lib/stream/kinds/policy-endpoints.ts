import type { WatchedKind } from './watched-kind.ts';

/** What the AWS network policy controller makes of policies. Counted, and no more: that they are there shows that it works. */
export const policyEndpoints = {
  kind: 'policyendpoints',
  resource: {
    group: 'networking.k8s.aws',
    version: 'v1alpha1',
    plural: 'policyendpoints',
    object: 'PolicyEndpoint',
    namespaced: true,
    isCustom: true,
  },
  words: 'policy endpoints',
  neededFor: 'details',
} as const satisfies WatchedKind;
