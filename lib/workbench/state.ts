/** The one client state. Screens read it and dispatch intents; nothing else holds cluster facts in the browser. */

import type { DraftSet, Edit, Effect, Hint, Price, Remark } from '#draft';
import type {
  ConnectionChange,
  Decision,
  NetworkPolicy,
  Peers,
  PolicyId,
  Reachability,
  ReachabilityDiff,
  WorkloadId,
} from '#engine';
import type { PolicyDocument, Problem } from '#manifest';
import type { ApplyAnswer, Health, HistoryEntry, PreviewAnswer, ScreenSnapshot, SessionFacts } from '#stream';

/** How much of the map is drawn where workloads are too many to be read at once. */
export type MapDetail = 'auto' | 'namespaces' | 'workloads';

export type Selection =
  | { readonly type: 'workload'; readonly id: WorkloadId }
  | { readonly type: 'edge'; readonly source: WorkloadId; readonly destination: WorkloadId }
  | { readonly type: 'policy'; readonly id: PolicyId }
  | { readonly type: 'namespace'; readonly name: string };

/** The stream from our own server. */
export interface Link {
  readonly state: 'connecting' | 'open' | 'lost' | 'signed-out';
  /** Clock reading (ms) of the last byte, by the clock handed in. */
  readonly heardAt?: number;
  /** Clock reading (ms) of the last health message: ages grow from it. */
  readonly healthAt?: number;
}

/** A document as it came from the worker: plain data, so without `locate` (parse again where a path is to be found). */
export type DocumentReading = Omit<PolicyDocument, 'locate'>;

/** What the worker made of one edit of the draft. */
export interface EditReading {
  readonly key: string;
  readonly documents: readonly DocumentReading[];
  readonly hints: readonly Hint[];
}

export interface DraftReading {
  /** Counts the texts sent to the worker: the reading belongs to the text of this turn. */
  readonly turn: number;
  readonly edits: readonly EditReading[];
  /** Absent while no edit has a meaning; otherwise the effect of the last good text of each edit. */
  readonly diff?: ReachabilityDiff;
  readonly effect?: Effect;
  /** True while some edit's text does not parse and its last good meaning is shown. */
  readonly outdated: boolean;
}

export type DraftView = 'before' | 'after' | 'changes';

/** Counts of the effect that was previewed, read when Apply was pressed: afterwards there is nothing to compare with. */
export interface AppliedEffect {
  readonly removed: number;
  readonly added: number;
  readonly changed: number;
}

/** An apply that can still be taken back. */
export interface Applied {
  readonly answer: ApplyAnswer;
  /** Clock reading when it was applied. */
  readonly at: number;
  readonly effect?: AppliedEffect;
  /** Edits that went out with it: an undo brings them back as a draft. */
  readonly letGo: readonly Edit[];
}

/** What a person chose beyond the plain draft, each on its own and for this review alone. */
export interface ReviewChoices {
  /** Take over fields that others manage. */
  readonly force?: boolean;
  /** Store exactly the draft: what others manage and it leaves out goes. */
  readonly exactly?: boolean;
  /** Send also what the server cannot try. */
  readonly withoutDryRun?: boolean;
}

export type ApplyStage =
  | { readonly stage: 'idle' }
  | { readonly stage: 'previewing' }
  | { readonly stage: 'review'; readonly preview: PreviewAnswer; readonly choices: ReviewChoices }
  | { readonly stage: 'applying'; readonly preview: PreviewAnswer; readonly choices: ReviewChoices }
  | ({ readonly stage: 'applied' } & Applied)
  | ({ readonly stage: 'undoing' } & Applied)
  | { readonly stage: 'undone'; readonly answer: ApplyAnswer; readonly byCountdown: boolean }
  | { readonly stage: 'failed'; readonly message: string };

/** What the server says of the draft as it is typed: asked by itself, and apart from the preview that is applied. */
export type DryRun =
  | { readonly state: 'asking' }
  /** `at`: clock reading of the answer. */
  | { readonly state: 'passed'; readonly at: number; readonly warnings: number }
  | { readonly state: 'refused'; readonly at: number; readonly problems: readonly RefusedPart[] }
  /** The server could not be asked. */
  | { readonly state: 'failed'; readonly message: string };

/** Something that the server refuses, on its line of an edit. Of a deletion there is no line. */
export interface RefusedPart {
  readonly key: string;
  readonly message: string;
  readonly problem?: Problem;
}

/** New policies that would admit what is denied, opening as little else as can be, and what they would change. */
export interface Cure {
  readonly policies: readonly NetworkPolicy[];
  readonly added: readonly ConnectionChange[];
  /** Pairs that stay allowed, on more ports. */
  readonly widened: number;
  readonly removed: number;
}

/** What is worth a remark in the live snapshot, and what the cures would change. */
export interface Remarks {
  /** Revision of the snapshot they are of. */
  readonly revision: number;
  /** The most harmful first. */
  readonly list: readonly Remark[];
  /** By the key of the remark; those not there are not worked out yet, or too many to be. */
  readonly prices: Readonly<Record<string, Price>>;
}

/** What the server knows of past writes. What was read stays in sight while it is read again. */
export interface History {
  readonly state: 'unread' | 'reading' | 'read' | 'failed';
  /** Newest first; absent before the first answer. */
  readonly entries?: readonly HistoryEntry[];
  /** Why it could not be read. */
  readonly message?: string;
  /** The entry that is being taken back. */
  readonly undoing?: string;
  /** What came of taking an entry back, where it did not go well. */
  readonly refused?: { readonly id: string; readonly message: string };
}

/** Legend entries that are on. */
export interface Shown {
  readonly rule: boolean;
  readonly open: boolean;
  readonly denied: boolean;
  readonly unknown: boolean;
}

export interface WorkbenchState {
  readonly link: Link;
  /** Without its pods: what they make of the map comes from the analyst. */
  readonly snapshot?: ScreenSnapshot;
  /** Who looks, and what may be done here; undefined until the server said. */
  readonly session?: SessionFacts;
  readonly health?: Health;
  /** Of the live snapshot; undefined until the worker answered. */
  readonly reachability?: Reachability;
  readonly selection?: Selection;
  /** Of the selected workload, once the worker answered. */
  readonly peers?: { readonly of: WorkloadId; readonly value: Peers };
  /** Of the selected edge, once the worker answered. */
  readonly decision?: Decision;
  /** Of the selected edge, where it is denied and a policy could help. */
  readonly cure?: Cure;
  /** Of the live snapshot; undefined until the worker answered. */
  readonly remarks?: Remarks;
  readonly history: History;
  readonly draft: DraftSet;
  /** Of the texts last sent to the analyst: a reading of an earlier turn is of other texts. */
  readonly turn: number;
  readonly reading: DraftReading;
  /** Of the draft exactly as it stands; absent while it is being typed or cannot be asked about. */
  readonly dryRun?: DryRun;
  readonly draftOpen: boolean;
  readonly view: DraftView;
  readonly shown: Shown;
  readonly namespaces: readonly string[] | 'all';
  readonly filter: string;
  readonly detail: MapDetail;
  readonly apply: ApplyStage;
  /** An error of our own in the worker: what is on screen may be old. */
  readonly fault?: string;
}

/** Everything a screen may ask for. Each is an act of a person, named as such. */
export interface Intents {
  select(selection: Selection | undefined): void;
  openPolicy(id: PolicyId): Promise<void>;
  newPolicy(namespace: string): void;
  deletePolicy(id: PolicyId): Promise<void>;
  /** Begins an edit for each. */
  draftPolicies(policies: readonly NetworkPolicy[]): Promise<void>;
  /**
   * Begins an edit that puts a policy right, or a new one. An edit of the same policy that someone has typed into is
   * shown as it stands: its text is theirs.
   */
  draftCure(policy: NetworkPolicy): Promise<void>;
  edit(key: string, text: string): void;
  showEdit(key: string): void;
  /** Take the stored version of today as the base of an edit whose policy changed meanwhile. */
  rebase(key: string): Promise<void>;
  discard(key: string): void;
  openDraft(): void;
  closeDraft(): void;
  setView(view: DraftView): void;
  setShown(shown: Shown): void;
  setNamespaces(namespaces: readonly string[] | 'all'): void;
  setFilter(text: string): void;
  setDetail(detail: MapDetail): void;
  /** Choices of a review that is open stay. */
  review(choices?: ReviewChoices): Promise<void>;
  apply(confirmWithinSeconds?: number): Promise<void>;
  closeReview(): void;
  undo(): Promise<void>;
  readHistory(): Promise<void>;
  /** Takes back any apply that can be. */
  undoEntry(id: string): Promise<void>;
  keep(): Promise<void>;
  /** The countdown of an apply ran out: asks what the server made of it. */
  countdownEnded(): Promise<void>;
  dismiss(): void;
  reconnect(): void;
}
