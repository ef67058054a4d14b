/** What enforces the policies of a cluster, and by which reading of the specification verdicts are then given. */

import { EKS_VPC_CNI, KUBERNETES, type Profile } from '#engine';

interface EngineTraits {
  readonly name: string;
  /** The choices it makes where the specification leaves some; those of most where none are known. */
  readonly profile: Profile;
}

export const ENFORCING_ENGINES = {
  'vpc-cni': { name: 'VPC CNI', profile: EKS_VPC_CNI },
  'eks-auto-mode': { name: 'EKS Auto Mode', profile: EKS_VPC_CNI },
  antrea: { name: 'Antrea', profile: KUBERNETES },
  calico: { name: 'Calico', profile: KUBERNETES },
  cilium: { name: 'Cilium', profile: KUBERNETES },
  'kube-router': { name: 'kube-router', profile: KUBERNETES },
  'ovn-kubernetes': { name: 'OVN-Kubernetes', profile: KUBERNETES },
  'weave-net': { name: 'Weave Net', profile: KUBERNETES },
  /** Two or more that contradict each other. */
  several: { name: 'several plugins', profile: KUBERNETES },
  unknown: { name: 'no plugin recognised', profile: KUBERNETES },
} as const satisfies Readonly<Record<string, EngineTraits>>;

export type EnforcingEngine = keyof typeof ENFORCING_ENGINES;

/** The one choice of profile for a cluster: screens and the API judge by it. */
export function profileOf({ engine }: { readonly engine: EnforcingEngine }): Profile {
  return ENFORCING_ENGINES[engine].profile;
}

/** Whether pods get their addresses, and security groups, from a VPC. */
export function isOfAws({ engine }: { readonly engine: EnforcingEngine }): boolean {
  return engine === 'vpc-cni' || engine === 'eks-auto-mode';
}
