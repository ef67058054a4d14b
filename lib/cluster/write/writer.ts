/** Writes policies, never anything that was not previewed, and always with a way back. */

import type {
  ApplyAnswer,
  ApplyRequest,
  HistoryEntry,
  KeepRequest,
  PreviewAnswer,
  PreviewRequest,
  UndoRequest,
  WriteProblemCode,
} from '#stream';

/** All reject with a WriteProblem where the request itself cannot be served; refusals of the cluster are data. */
export interface PolicyWriter {
  preview(request: PreviewRequest): Promise<PreviewAnswer>;
  apply(request: ApplyRequest): Promise<ApplyAnswer>;
  undo(request: UndoRequest): Promise<ApplyAnswer>;
  /** Stops the countdown of an apply; rejects where it was taken back already. */
  keep(request: KeepRequest): Promise<void>;
  /** Every attempt, newest first. */
  history(): readonly HistoryEntry[];
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
