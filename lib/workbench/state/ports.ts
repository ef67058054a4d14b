/** What the workbench needs from the world, handed in: so that the module itself stays pure and tests bring their own. */

import type {
  ApplyAnswer,
  ApplyRequest,
  HistoryEntry,
  KeepRequest,
  PreviewAnswer,
  PreviewRequest,
  UndoRequest,
} from '#stream';
import type { ToAnalyst } from './analyst-messages.ts';

export interface WriteClient {
  /** Each rejects with an Error whose message is a sentence for the person. */
  preview(request: PreviewRequest): Promise<PreviewAnswer>;
  apply(request: ApplyRequest): Promise<ApplyAnswer>;
  undo(request: UndoRequest): Promise<ApplyAnswer>;
  keep(request: KeepRequest): Promise<void>;
  /** Every attempt to write, newest first. */
  history(): Promise<readonly HistoryEntry[]>;
  /** Asks the server to try the cluster now instead of at the end of its back-off. */
  retry(): Promise<void>;
}

/** Why something could not be kept in the browser. */
export type StorageFault = 'full' | 'forbidden';

/** Keeps texts by name, over reloads and for every tab of this browser. Nothing here throws. */
export interface DraftStorage {
  /** Of everything whose name begins so. */
  names(prefix: string): readonly string[];
  read(name: string): string | undefined;
  /** Undefined once it is stored. */
  write(name: string, text: string): StorageFault | undefined;
  remove(name: string): void;
}

export interface Ports {
  postToAnalyst(message: ToAnalyst): void;
  readonly writes: WriteClient;
  readonly storage: DraftStorage;
  /** Monotonic milliseconds. */
  now(): number;
  /** Milliseconds since 1970, as this machine's clock has them. */
  wallClock(): number;
  /** Does it once after so many milliseconds; the answer takes it back. */
  after(milliseconds: number, act: () => void): () => void;
  /** Fresh key for an edit; unique among all pages. */
  newKey(): string;
  /** Counts up by one from 1. */
  nextTurn(): number;
}
