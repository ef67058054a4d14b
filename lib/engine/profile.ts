/** The points on which implementations of NetworkPolicy differ, each a named choice. */
export interface Profile {
  readonly name: 'kubernetes' | 'eks-vpc-cni' | 'custom';
  /** Rule 20: whether an ipBlock also matches the addresses of pods. */
  readonly ipBlockMatchesPods: boolean;
}

/** The name of a choice, as a decision names what decided it. */
export type ProfileOption = Exclude<keyof Profile, 'name'>;

export const KUBERNETES: Profile = { name: 'kubernetes', ipBlockMatchesPods: true };
