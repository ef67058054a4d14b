/** The one client state. Screens read it and dispatch intents; nothing else holds cluster facts in the browser. */

import type { DraftSet, DrawnEnd, Edit, EffectInWords, LeftBecause, LeftText } from '#draft';
import type {
  ConnectionChange,
  Decision,
  NetworkPolicy,
  Peers,
  PolicyEdit,
  PolicyId,
  Reachability,
  ReachabilityDiff,
  WorkloadId,
} from '#engine';
import type { Finding, Hint, Impact } from '#findings';
import type { GroupId, LevelMemory } from '#graph';
import type { Marker, PolicyDocument } from '#manifest';
import type { ApplyAnswer, Health, HistoryEntry, PreviewAnswer, ScreenSnapshot, SessionFacts } from '#stream';
import type { AskedState } from './analyst-messages.ts';
import type { StorageFault } from './ports.ts';

/** How much of the map is drawn where workloads are too many to be read at once. */
export type MapDetail = 'auto' | 'groups' | 'namespaces' | 'workloads';

export type Selection =
  | { readonly type: 'workload'; readonly id: WorkloadId }
  | { readonly type: 'edge'; readonly source: WorkloadId; readonly destination: WorkloadId }
  | { readonly type: 'policy'; readonly id: PolicyId }
  | { readonly type: 'namespace'; readonly name: string }
  /** Of namespaces, by the way in which they are grouped. */
  | { readonly type: 'group'; readonly id: GroupId };

/** The stream from our own server. */
export interface Link {
  readonly state: 'connecting' | 'open' | 'lost' | 'signed-out';
  /** Clock reading (ms) of the last byte, by the clock handed in. */
  readonly heardAt?: number;
  /** Clock reading (ms) of the last health message: ages grow from it. */
  readonly healthAt?: number;
}

/** `at`: clock reading (ms) at which it came. */
export interface ArrivedRevision {
  readonly revision: number;
  readonly at: number;
}

/** A document as it came from the worker: plain data, so without `locate` (parse again where a path is to be found). */
export interface DocumentReading extends Omit<PolicyDocument, 'locate' | 'problems'> {
  /** Of the text, then findings on what it means. */
  readonly problems: readonly Marker[];
}

/** What the worker made of one edit of the draft. */
export interface EditReading {
  readonly key: string;
  readonly documents: readonly DocumentReading[];
  readonly hints: readonly Hint[];
}

/** What the texts of a draft mean, and what that would change. */
export interface DraftMeaning {
  /** Absent while no edit has a meaning; otherwise the effect of the last good text of each edit. */
  readonly diff?: ReachabilityDiff;
  /** What the diff is of. */
  readonly policyEdits?: readonly PolicyEdit[];
  readonly effect?: EffectInWords;
  /** True while some edit's text does not parse and its last good meaning is shown. */
  readonly outdated: boolean;
}

export interface DraftReading extends DraftMeaning {
  /** Counts the texts sent to the worker: what is said at lines belongs to the texts of this turn. */
  readonly turn: number;
  readonly edits: readonly EditReading[];
}

export type DraftView = 'before' | 'after' | 'changes';

/** Which cluster panels speak of while a draft is open: without it, or with it. */
export type DraftSide = 'before' | 'after';

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
  /** Edits whose texts were sent, and that have not left the draft yet. */
  readonly sent: readonly SentEdit[];
  /** Edits that left the draft with it: an undo brings them back. */
  readonly letGo: readonly Edit[];
}

/** An edit exactly as it was previewed, and the policies that its text was sent for. */
export interface SentEdit {
  readonly edit: Edit;
  readonly ids: readonly PolicyId[];
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

/** What the server said of the texts that were sent to it: those are what an apply stores. */
interface Reviewed {
  readonly preview: PreviewAnswer;
  readonly choices: ReviewChoices;
  readonly sent: readonly SentEdit[];
}

export type ApplyStage =
  | { readonly stage: 'idle' }
  | { readonly stage: 'previewing' }
  | ({ readonly stage: 'review' } & Reviewed)
  | ({ readonly stage: 'applying' } & Reviewed)
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
  readonly problem?: Marker;
}

/** New policies that would admit what is denied, opening as little else as can be, and what they would change. */
export interface PairFix {
  readonly policies: readonly NetworkPolicy[];
  readonly added: readonly ConnectionChange[];
  /** Pairs that stay allowed, on more ports. */
  readonly widened: number;
  readonly removed: number;
}

/** What was found in the live snapshot, and what the first fix of each would change. */
export interface FindingsKnown {
  /** Revision of the snapshot they are of. */
  readonly revision: number;
  /** The gravest first. */
  readonly list: readonly Finding[];
  /** By the key of the finding; those not there are not worked out yet, or too many to be. */
  readonly impacts: Readonly<Record<string, Impact>>;
}

/** What the server knows of past writes. What was read stays in sight while it is read again. */
export interface History {
  readonly state: 'unread' | 'reading' | 'read' | 'failed';
  /** Newest first; absent before the first answer. */
  readonly entries?: readonly HistoryEntry[];
  /** Why it could not be read. */
  readonly message?: string;
  /** The entry whose way back is looked at, and what it would change; absent while it is worked out. */
  readonly review?: { readonly id: string; readonly effect?: EffectInWords } | undefined;
  /** The entry that is being taken back. */
  readonly undoing?: string;
  /** What came of taking an entry back, where it did not go well. */
  readonly refused?: { readonly id: string; readonly message: string };
}

/** How the draft is kept in this browser. */
export interface Keeping {
  /** Why the draft, or a part of it, lives in this page alone. */
  readonly fault?: StorageFault;
  /** What another version of the product kept, which this one does not read. */
  readonly strange: readonly StrangeText[];
}

export interface StrangeText {
  /** In the browser's storage. */
  readonly name: string;
  readonly text: string;
}

/** What has just become of a text, for whoever did not mean it. */
export type DraftNotice =
  | { readonly type: 'left'; readonly because: LeftBecause; readonly edits: readonly Edit[] }
  /** One text became an edit for each of its policies; what it was is among those that left the draft. */
  | {
      readonly type: 'parted';
      readonly policies: number;
      readonly setAside: readonly string[];
      readonly leftOut: readonly string[];
    }
  /** Another tab changed the same edit: both texts stand in the draft. */
  | { readonly type: 'both-kept' };

/** Legend entries that are on. */
export interface Shown {
  readonly rule: boolean;
  readonly open: boolean;
  readonly denied: boolean;
  readonly unknown: boolean;
}

export interface Drawing {
  readonly from: DrawnEnd;
  /** Absent while the other end is looked for. */
  readonly to?: DrawnEnd;
  /** Drawn from the end that is reached: who may come in. */
  readonly towards: boolean;
  /** The pointer still holds the line. */
  readonly held: boolean;
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
  /** Revisions that came and are not in the reachability yet, the first one first. */
  readonly unjudged: readonly ArrivedRevision[];
  readonly selection?: Selection;
  /** Of the selected workload, once the worker answered. */
  readonly peers?: { readonly of: WorkloadId; readonly state: AskedState; readonly value: Peers };
  /** Of the selected edge, once the worker answered; and the cluster that it and the fix are of. */
  readonly decision?: Decision;
  readonly decisionOf?: AskedState;
  /** Of the selected edge, where it is denied and a policy could help. */
  readonly pairFix?: PairFix;
  /** Of the live snapshot; undefined until the worker answered. */
  readonly findings?: FindingsKnown;
  readonly history: History;
  readonly draft: DraftSet;
  /** Texts that left the draft, the last one first. */
  readonly bin: readonly LeftText[];
  readonly keeping: Keeping;
  readonly notice?: DraftNotice | undefined;
  /** Of the texts last sent to the analyst: a reading of an earlier turn is of other texts. */
  readonly turn: number;
  readonly reading: DraftReading;
  /** Of the texts whose effect is shown: that is known before anything is said at their lines. */
  readonly effectTurn: number;
  /** Of the draft exactly as it stands; absent while it is being typed or cannot be asked about. */
  readonly dryRun?: DryRun;
  readonly draftOpen: boolean;
  /** A connection that is being drawn. */
  readonly drawing?: Drawing | undefined;
  /** The draft as it would be with what is only looked at: drawn and counted, and kept nowhere. */
  readonly preview?: DraftSet | undefined;
  readonly view: DraftView;
  readonly side: DraftSide;
  readonly shown: Shown;
  readonly namespaces: readonly string[] | 'all';
  readonly filter: string;
  readonly detail: MapDetail;
  /** How namespaces are grouped, as a person chose it; see `parseGroupBy`. */
  readonly groupBy?: string | undefined;
  /** The group whose namespaces are strips while the others stay folded. */
  readonly openGroup?: GroupId | undefined;
  /** Where groups stand, by cluster and way to group. */
  readonly levelMemories: Readonly<Record<string, LevelMemory>>;
  readonly apply: ApplyStage;
  /** An error of our own in the worker: what is on screen may be old. */
  readonly fault?: string;
}

/** Everything a screen may ask for. Each is an act of a person, named as such. */
export interface Intents {
  select(selection: Selection | undefined): void;
  openPolicy(id: PolicyId): Promise<void>;
  /** For a whole namespace, or one workload of it. */
  newPolicy(namespace: string, workload?: WorkloadId): void;
  deletePolicy(id: PolicyId): Promise<void>;
  /** Begins an edit for each. */
  draftPolicies(policies: readonly NetworkPolicy[]): Promise<void>;
  /**
   * Begins an edit that puts a policy right, or a new one. An edit of the same policy that someone has typed into is
   * shown as it stands: its text is theirs.
   */
  draftFix(policy: NetworkPolicy): Promise<void>;
  /** Begins to draw a connection from an end, or towards it. */
  draw(from: DrawnEnd, towards?: boolean, held?: boolean): void;
  /** The other end was chosen. */
  drawTo(to: DrawnEnd | undefined): void;
  /** Leaves nothing behind. */
  endDrawing(): void;
  /** Shows policies on the map without putting them into the draft; nothing shows the draft as it is again. */
  previewPolicies(policies: readonly NetworkPolicy[]): Promise<void>;
  /** Puts policies into the draft: into the texts that have them, the stored ones, or new ones. */
  takePolicies(policies: readonly NetworkPolicy[]): Promise<void>;
  edit(key: string, text: string): void;
  /** One edit for each policy in the text of an edit, without what the server alone keeps. */
  partEdit(key: string): Promise<void>;
  /** Begins edits with a text from elsewhere: one for each policy in it. */
  draftText(text: string, namespace: string): Promise<void>;
  showEdit(key: string): void;
  /** Take the stored version of today as the base of an edit whose policy changed meanwhile. */
  rebase(key: string): Promise<void>;
  /**
   * Another text, on the version that was looked at. False, and nothing done, where that is not the stored one any more.
   */
  takeMerged(key: string, text: string, version: string): Promise<boolean>;
  /** Another text in the place of one that was typed, which goes to the texts that left the draft. */
  rewrite(key: string, text: string): void;
  discard(key: string): void;
  /** Texts that left the draft are edits again, beside those that are there. */
  restore(keys: readonly string[]): void;
  /** A new edit with what another version kept, which stays where it is. */
  openStrange(name: string): void;
  dismissNotice(): void;
  openDraft(): void;
  closeDraft(): void;
  /** Panels speak of what the map shows. */
  setView(view: DraftView): void;
  /** Turns the panels alone. */
  setSide(side: DraftSide): void;
  setShown(shown: Shown): void;
  setNamespaces(namespaces: readonly string[] | 'all'): void;
  setFilter(text: string): void;
  setDetail(detail: MapDetail): void;
  setGroupBy(by: string | undefined): void;
  setOpenGroup(group: GroupId | undefined): void;
  /** Undefined forgets where the groups stand: they are placed anew. */
  keepLevelMemory(key: string, memory: LevelMemory | undefined): void;
  /** Choices of a review that is open stay. */
  review(choices?: ReviewChoices): Promise<void>;
  apply(confirmWithinSeconds?: number): Promise<void>;
  closeReview(): void;
  undo(): Promise<void>;
  readHistory(): Promise<void>;
  /** Shows what taking an entry back would change; nothing is written. Undefined puts that away. */
  reviewUndo(id: string | undefined): void;
  /** Takes back any apply that can be. */
  undoEntry(id: string): Promise<void>;
  keep(): Promise<void>;
  /** The countdown of an apply ran out: asks what the server made of it. */
  countdownEnded(): Promise<void>;
  dismiss(): void;
  reconnect(): void;
}
