/** What one may want, as a sentence with blanks that are filled from the live cluster, and the policies that make it so. */

import type { NetworkPolicy, WorkloadId } from '#engine';

/** A part of the sentence: plain words, or a blank with what it is filled with. */
export type RecipeWords = string | { readonly blank: string };

export interface Recipe {
  readonly key: string;
  /** `close` isolates, `open` only admits. */
  readonly kind: 'close' | 'open';
  /** What it builds, as a gate is drawn. */
  readonly glyph: 'ingress' | 'egress' | 'both' | 'way';
  readonly words: readonly RecipeWords[];
  /** Where it comes from, or what stays. */
  readonly why: string;
  /** Of the policies' own namespace; empty where nothing is to do. */
  readonly policies: readonly NetworkPolicy[];
}

/** What a draft is asked for: one workload, one namespace, or the whole cluster. */
export type RecipeScope =
  | { readonly of: 'workload'; readonly id: WorkloadId }
  | { readonly of: 'namespace'; readonly name: string }
  | { readonly of: 'cluster' };
