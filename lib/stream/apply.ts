/**
 * Requests and answers of a write. POST /api/v1/preview, /api/v1/apply, /api/v1/undo: JSON, header
 * `x-netpol-studio: 1`, same origin.
 */

import type { NetworkPolicy, PolicyId } from '#engine';

/** What the author saw when the edit began; `null` = the policy did not exist. */
export interface BaseVersion {
  readonly uid: string;
  readonly resourceVersion: string;
}

export type PolicyWrite =
  | {
      readonly action: 'put';
      readonly id: PolicyId;
      /** JSON of the draft as it was parsed, nothing dropped: unknown fields are for the server to refuse. */
      readonly object: unknown;
      readonly base: BaseVersion | null;
      /**
       * Stores exactly this instead of applying it: what others manage and the draft leaves out goes. Only for a
       * policy that exists.
       */
      readonly exactly?: boolean;
    }
  | { readonly action: 'delete'; readonly id: PolicyId; readonly base: BaseVersion };

export interface PreviewRequest {
  readonly writes: readonly PolicyWrite[];
  /** Take over fields that other managers own; only after the person said so. */
  readonly force?: boolean;
  /** `false`: only a question, of which nothing is kept, so that it cannot be applied. */
  readonly hold?: boolean;
  /**
   * Prepare also what the server cannot try because a webhook of the cluster forbids dry runs; only after the person
   * said so. Everything else is still tried first.
   */
  readonly withoutDryRun?: boolean;
}

/** Why the server refused, in its own words. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
  readonly message: string;
  readonly kind:
    | 'invalid' // 422, and 400/500 for fields the schema does not know
    | 'conflict' // another manager owns a field
    | 'changed' // the object changed or vanished since the base version
    | 'exists'
    | 'forbidden'
    | 'not-found'
    | 'busy'
    | 'unreachable'
    | 'read-only'
    | 'no-dry-run' // a webhook of the cluster forbids to try it; see withoutDryRun
    | 'other';
  readonly causes: readonly { readonly field?: string; readonly reason?: string; readonly message: string }[];
}

export interface WritePreview {
  readonly id: PolicyId;
  readonly outcome: 'create' | 'change' | 'delete' | 'unchanged' | 'refused';
  /** What is stored now; absent when nothing is. */
  readonly before?: NetworkPolicy;
  /** What the server would store (its dry-run answer), never the draft. */
  readonly after?: NetworkPolicy;
  /** Why the server could not try it, in its own words: what it would store is unknown. */
  readonly notTried?: string;
  /** What the draft leaves out and the server keeps all the same, because others manage it. */
  readonly kept?: readonly KeptField[];
  /** Why it could not be taken back, or why that is not known; absent where nothing stands against it. */
  readonly wayBack?: WayBack;
  readonly warnings: readonly string[];
  readonly refusal?: Refusal;
}

export interface WayBack {
  readonly state: 'closed' | 'unknown';
  /** A sentence. */
  readonly why: string;
}

export interface KeptField {
  /** For example `spec.egress` or `metadata.labels[team]`. */
  readonly field: string;
  readonly managers: readonly string[];
}

export interface PreviewAnswer {
  /** Names exactly these bodies; used once, within ten minutes. Absent when something was refused, or not to be held. */
  readonly previewId?: string;
  /**
   * Nothing will tell whether it is still this cluster that an apply reaches: it is refused, unless it says this word as
   * its `clusterName`.
   */
  readonly unprovenCluster?: string;
  /** Why an apply could not be recorded in the journal; it is refused then, unless it says `unrecorded`. */
  readonly unrecorded?: string;
  /** In the order in which they would be carried out; as they were asked for where one was refused. */
  readonly writes: readonly WritePreview[];
}

export interface ApplyRequest {
  readonly previewId: string;
  /** Undo by itself after so many seconds unless kept. */
  readonly confirmWithinSeconds?: number;
  /** Write although nothing tells that it is the cluster of the preview; typed by the person. */
  readonly clusterName?: string;
  /** Write although the journal cannot be written; only after the person said so. */
  readonly unrecorded?: boolean;
}

export interface WriteResult {
  readonly id: PolicyId;
  readonly outcome: 'created' | 'changed' | 'deleted' | 'unchanged' | 'refused' | 'skipped' | 'unknown';
  readonly resourceVersion?: string | undefined;
  /** Fields that were stored otherwise than the preview showed: somebody between the server and its store did that. */
  readonly unlikePreview?: readonly string[];
  readonly warnings: readonly string[];
  readonly refusal?: Refusal;
}

export interface ApplyAnswer {
  /** Names this apply for undo and keep. */
  readonly applyId: string;
  readonly writes: readonly WriteResult[];
  /** Seconds until it undoes itself; absent when it does not. */
  readonly undoesInSeconds?: number;
}

export interface UndoRequest {
  readonly applyId: string;
}

/** POST /api/v1/keep stops the countdown of a confirmed apply. */
export interface KeepRequest {
  readonly applyId: string;
}

/** Every error of our own HTTP interface. */
export interface ErrorAnswer {
  readonly error: { readonly code: string; readonly message: string };
}

/** One attempt to write, as History shows it. */
export interface HistoryEntry {
  /** Names the entry; of an apply it is the applyId. */
  readonly id: string;
  /** ISO 8601, of the server's clock. */
  readonly time: string;
  readonly action: 'apply' | 'undo';
  /** Of an undo: the apply it took back, and whether the countdown did it. */
  readonly undoes?: string;
  readonly byCountdown?: true;
  /** Who the cluster said we are; absent while unknown. */
  readonly user?: string;
  readonly cluster: { readonly name: string; readonly uid?: string };
  readonly writes: readonly HistoryWrite[];
  /** Seconds until it takes itself back; absent where it does not, or was kept. */
  readonly undoesInSeconds?: number;
  /** Why it was not taken back in time although it was to be. */
  readonly undoProblem?: string;
  /** Whether `undo` can be asked for it still. */
  readonly undoable: boolean;
}

export interface HistoryWrite extends WriteResult {
  readonly action?: PolicyWrite['action'];
  readonly before?: NetworkPolicy;
  readonly after?: NetworkPolicy;
}
