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
      readonly exactly?: true;
    }
  | { readonly action: 'delete'; readonly id: PolicyId; readonly base: BaseVersion };

export interface PreviewRequest {
  readonly writes: readonly PolicyWrite[];
  /** Take over fields that other managers own; only after the person said so. */
  readonly force?: boolean;
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
  /** What the draft leaves out and the server keeps all the same, because others manage it. */
  readonly kept?: readonly KeptField[];
  readonly warnings: readonly string[];
  readonly refusal?: Refusal;
}

export interface KeptField {
  /** For example `spec.egress` or `metadata.labels[team]`. */
  readonly field: string;
  readonly managers: readonly string[];
}

export interface PreviewAnswer {
  /** Names exactly these bodies; used once, within ten minutes. Absent when something was refused. */
  readonly previewId?: string;
  readonly writes: readonly WritePreview[];
}

export interface ApplyRequest {
  readonly previewId: string;
  /** Undo by itself after so many seconds unless kept. */
  readonly confirmWithinSeconds?: number;
}

export interface WriteResult {
  readonly id: PolicyId;
  readonly outcome: 'created' | 'changed' | 'deleted' | 'unchanged' | 'refused' | 'skipped' | 'unknown';
  readonly resourceVersion?: string;
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
  /** Whether `undo` can be asked for it still. */
  readonly undoable: boolean;
}

export interface HistoryWrite extends WriteResult {
  readonly before?: NetworkPolicy;
  readonly after?: NetworkPolicy;
}
