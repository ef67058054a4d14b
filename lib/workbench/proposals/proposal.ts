/** What a person may ask to be proposed, and what the analyst answers: nothing of it stands in the draft yet. */

import type {
  ConnectChoices,
  ConnectProposal,
  ConnectWish,
  CutPlace,
  CutWish,
  EffectInWords,
  Recipe,
  RecipeScope,
} from '#draft';
import type { NetworkPolicy, NetworkPolicyEgressRule, WorkloadId } from '#engine';

export type ProposalQuestion =
  | { readonly of: 'recipes'; readonly scope: RecipeScope }
  | { readonly of: 'connection'; readonly wish: ConnectWish; readonly choices: ConnectChoices }
  /** The rule that lets pods ask the cluster's DNS. */
  | { readonly of: 'dns' }
  /** `place`: which of the places to cut at. `keep`: who else stays; all by default. */
  | { readonly of: 'cut'; readonly wish: CutWish; readonly place: number; readonly keep?: readonly WorkloadId[] };

/** Counts of an effect, against the cluster with the draft as it stands. */
export interface ProposedEffect {
  /** Allowed connections before. */
  readonly allowed: number;
  readonly removed: number;
  readonly added: number;
  readonly changed: number;
  readonly isolates: number;
  readonly cutsDns: number;
  readonly words: EffectInWords;
}

export interface ProposedRecipe {
  readonly recipe: Recipe;
  readonly effect: ProposedEffect;
}

export type Proposal =
  | { readonly of: 'recipes'; readonly recipes: readonly ProposedRecipe[] }
  | { readonly of: 'connection'; readonly proposal: ConnectProposal; readonly effect: ProposedEffect }
  | {
      readonly of: 'cut';
      readonly places: readonly CutPlace[];
      readonly policies: readonly NetworkPolicy[];
      readonly effect: ProposedEffect;
    }
  | { readonly of: 'dns'; readonly rule: NetworkPolicyEgressRule }
  /** There is no cluster yet, or it could not be worked out. */
  | { readonly of: 'nothing' };
