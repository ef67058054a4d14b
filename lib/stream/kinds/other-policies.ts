import { type OtherPolicy, otherPolicyName } from '#engine';
import { listedKind } from './watched-kind.ts';

/**
 * Policies of kinds that are not judged. These are many kinds of the API, and which of them a cluster has is found by
 * asking it (lib/cluster/read/reflect/discovered-policies.ts): the resource here stands for them all and has no path.
 */
export const otherPolicies = listedKind<OtherPolicy>()({
  kind: 'otherpolicies',
  resource: { group: '*', version: '*', plural: '*', object: '*', namespaced: false, isCustom: true },
  words: 'policies of other kinds',
  neededFor: 'details',
  keyOf: otherPolicyName,
});
