/** The edits a person is working on. Immutable: every act gives a new set. */

import type { PolicyId } from '#engine';

export interface BaseVersion {
  readonly uid: string;
  readonly resourceVersion: string;
}

export interface Edit {
  /** Stable while the edit lives, also when the policy is renamed in the text. */
  readonly key: string;
  readonly action: 'put' | 'delete';
  /** The policy it began from; absent for a new one. */
  readonly baseId?: PolicyId;
  readonly base: BaseVersion | null;
  /** YAML it began from (`''` for a new one that somebody made): what undo and the changed-lines gutter compare with. */
  readonly baseText: string;
  readonly text: string;
  readonly namespace: string;
}

export interface DraftSet {
  readonly edits: readonly Edit[];
  /** Key of the edit that is open in the editor. */
  readonly current?: string;
}
