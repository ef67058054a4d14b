import { type NetworkPolicy, policyId } from '#engine';
import { listedKind } from './watched-kind.ts';

export const networkPolicies = listedKind<NetworkPolicy>()({
  kind: 'networkpolicies',
  resource: {
    group: 'networking.k8s.io',
    version: 'v1',
    plural: 'networkpolicies',
    object: 'NetworkPolicy',
    namespaced: true,
  },
  words: 'network policies',
  neededFor: 'verdicts',
  keyOf: policyId,
});
