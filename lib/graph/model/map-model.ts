/** What the map shows, before any place is given: plates, strips, gates and edges as facts. */

import type { Reachability, ReachabilityDiff, WorkloadId } from '#engine';

/** A workload, the outside, or on a folded map a namespace (`namespace shop`; no other id holds a space). */
export type StripId = WorkloadId | 'outside';
export type PlateId = string;

export type GateTone = 'rule' | 'denied' | 'open' | 'unknown' | 'muted';

export interface GateMark {
  /** `9`, `0`, `8+`, `2k`, `?`; in Changes view `+1`, `−9` or `·`. */
  readonly text: string;
  readonly tone: GateTone;
  /** Isolated: `solid`; isolated only by the draft: `new`; some of the pods: `part`. */
  readonly wall: 'none' | 'part' | 'solid' | 'new';
  /** Open: the double bracket. */
  readonly halo: boolean;
}

export interface Strip {
  readonly id: StripId;
  readonly plate: PlateId;
  readonly name: string;
  /** Kubernetes kind, or `Internet`. */
  readonly kind: string;
  /** `1 pod`, `2 pods`, `0 replicas`, `0.0.0.0/0`. */
  readonly detail: string;
  /** There is no pod of it now. */
  readonly idle?: true;
  /** `:8080`, `2 ports`, or empty. */
  readonly port: string;
  readonly ingress: GateMark;
  readonly egress: GateMark;
  /** Tag below the strip, for example `newly isolated: ingress`. */
  readonly note?: string;
  /** Not drawn: where lines to a plate end whose workloads are unknown. */
  readonly anchor?: true;
  /** On a folded map: what the strip stands for. */
  readonly fold?: Fold;
}

/** A namespace as one strip. */
export interface Fold {
  readonly workloads: number;
  /** Workloads that policies can close, and how many of them are closed, wholly or for some of their pods. */
  readonly judged: number;
  readonly closed: { readonly ingress: number; readonly egress: number };
  /** Pairs inside the namespace that rules admit: they are a mark on the strip, not an edge. */
  readonly inside: number;
  /** With a draft: pairs of its workloads that come and go. */
  readonly gained: number;
  readonly lost: number;
  /** Its pods may not be read, or only a part of them is. */
  readonly unknown: boolean;
  readonly minimum: boolean;
}

export interface Plate {
  readonly id: PlateId;
  readonly kind: 'namespace' | 'outside' | 'folded' | 'unreadable';
  readonly title: string;
  /** `2 policies`, `no policy`. */
  readonly policies: string;
  readonly policyCount: number;
  readonly strips: readonly Strip[];
  /** Quiet lines under the strips: host-network workloads; names of folded namespaces. */
  readonly lines: readonly string[];
  /** Its namespace was not chosen: only peers of chosen ones stand on it. */
  readonly part?: true;
}

/** `changed`: a draft leaves the pair allowed, on other ports or on fewer. */
export type EdgeKind = 'rule' | 'open' | 'denied' | 'unknown' | 'added' | 'removed' | 'changed';

/** Whether a draft draws it. */
export function isChange(kind: EdgeKind | undefined): boolean {
  return kind === 'added' || kind === 'removed' || kind === 'changed';
}

export interface MapEdge {
  /** Unique and stable: `kind source > destination`. */
  readonly id: string;
  readonly source: StripId;
  readonly destination: StripId;
  readonly kind: EdgeKind;
  /** `any port`, `TCP 8080`, `3 ports`; absent = no tag. */
  readonly label?: string;
  /** On a folded map: whether every pair of workloads is admitted, and how many are. */
  readonly share?: 'all' | 'some';
  readonly pairs?: { readonly admitted: number; readonly of: number };
}

/** Who probably calls whom. Used to choose places, never drawn and never a verdict. */
export interface PlaceHint {
  readonly source: StripId;
  readonly destination: StripId;
}

export interface MapModel {
  /** Namespaces are strips: workloads are too many to be read. */
  readonly folded?: true;
  readonly plates: readonly Plate[];
  /** Drawn at rest. */
  readonly edges: readonly MapEdge[];
  /** Routed around the base edges: draft, denied on demand, unfolded open. */
  readonly overlay: readonly MapEdge[];
  readonly hints?: readonly PlaceHint[];
  /** Lines left out because they are too many to read: they are drawn for a selection only. Absent = none. */
  readonly leftOut?: { readonly atRest: number; readonly onTop: number };
}

export interface MapNamespace {
  readonly name: string;
  /** Policies stored in it; `policiesAfter` with the draft applied, where that differs. */
  readonly policies: number;
  readonly policiesAfter?: number;
  /** True when its pods may not be read. */
  readonly unreadable?: boolean;
}

export type DraftPhase = 'before' | 'after' | 'changes';

export type MapSelection =
  | { readonly type: 'workload'; readonly id: StripId }
  | { readonly type: 'edge'; readonly source: StripId; readonly destination: StripId };

/** Legend entries that are on. */
export interface MapShown {
  readonly rule: boolean;
  readonly open: boolean;
  readonly denied: boolean;
  readonly unknown: boolean;
}

export interface UnknownEnd {
  readonly workload: WorkloadId;
  readonly namespace: string;
  /** Seen from the workload. */
  readonly direction: 'ingress' | 'egress';
}

export interface MapInput {
  readonly namespaces: readonly MapNamespace[];
  /** Of the live state. */
  readonly reachability: Reachability;
  readonly diff?: ReachabilityDiff;
  /** Without a diff all three show the live state. */
  readonly view: DraftPhase;
  readonly selection?: MapSelection;
  readonly shown: MapShown;
  /**
   * Gates through which more may pass than is known, as `ingress id`; true = all of them. Their counts are lower bounds and
   * carry a plus sign.
   */
  readonly lowerBounds?: boolean | ReadonlySet<string>;
  /** Pairs with a namespace that may not be read, which a rule lets through on the side that is read. */
  readonly unknownPairs?: readonly UnknownEnd[];
  /** Show namespaces as strips. */
  readonly folded?: boolean;
  /** On a folded map: the selected namespace. */
  readonly shownNamespace?: string;
  /** Chosen namespaces; peers of their workloads come with them. Absent or `all` = all of them. */
  readonly only?: readonly string[] | 'all';
  /** Known calls, for example from service names; guesses by name are added. */
  readonly dependencies?: readonly PlaceHint[];
}

/** Numbers of the legend, of pairs with an end in a chosen namespace. `denied` and `unknown` count pairs with the outside too, one a direction and workload. */
export interface LegendCounts {
  readonly rule: number;
  readonly open: number;
  readonly denied: number;
  /** Of `denied`, those with the outside. */
  readonly deniedOutside: number;
  readonly unknown: number;
  readonly added: number;
  readonly removed: number;
}
