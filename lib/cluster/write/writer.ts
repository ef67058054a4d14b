/** Writes policies, never anything that was not previewed, and always with a way back. */

import type {
  ApplyAnswer,
  ApplyRequest,
  FailedUndo,
  HistoryEntry,
  KeepRequest,
  PreviewAnswer,
  PreviewRequest,
  UndoRequest,
  WriteProblemCode,
} from '#stream';

/** All reject with a WriteProblem where the request itself cannot be served; refusals of the cluster are data. */
export interface WriterOfIdentity {
  preview(request: PreviewRequest): Promise<PreviewAnswer>;
  apply(request: ApplyRequest): Promise<ApplyAnswer>;
  undo(request: UndoRequest): Promise<ApplyAnswer>;
  /** Stops the countdown of an apply; rejects where it was taken back already. */
  keep(request: KeepRequest): Promise<void>;
  /** Every attempt, newest first. */
  history(): readonly HistoryEntry[];
  /** Applies that were to take themselves back and did not. */
  failedUndos(): readonly FailedUndo[];
  /** Takes back what waits to be kept, and ends. */
  stop(): Promise<void>;
}

/** The request cannot be served at all; `status` is the HTTP status that says so. */
export class WriteProblem extends Error {
  readonly code: WriteProblemCode;
  readonly status: number;

  constructor(code: WriteProblemCode, status: number, message: string) {
    super(message);
    this.name = 'WriteProblem';
    this.code = code;
    this.status = status;
  }
}
