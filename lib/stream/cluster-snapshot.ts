/** What the screens know of one cluster at one moment. Plain data, sent to the browser. */

import type { Snapshot } from '#engine';
import type { EnforcingEngine } from './enforcing-engine.ts';
import type { ClusterLists, Kind, PackedList } from './kinds/table.ts';

export type Mode = 'demo' | 'laptop' | 'files';

export interface ClusterInfo {
  readonly mode: Mode;
  /** The name a person knows it by: kubeconfig context, or `eks-workshop` for the demo, or the folder's name. */
  readonly name: string;
  readonly context: string;
  readonly server: string;
  /**
   * Whether the server's certificate is checked. `unverified`: anyone on the way can pretend to be the cluster. `none`:
   * there is no TLS, and anyone on the way reads and changes what is sent.
   */
  readonly tls: 'verified' | 'unverified' | 'none';
  readonly region?: string;
  /** `1.34`, or absent while unknown. */
  readonly version?: string;
  /** uid of kube-system: two clusters behind one address are told apart by it. */
  readonly uid?: string;
  /**
   * Namespaces of which the map's reader may not read all that it rests on: what runs there is unknown, never absent.
   * Absent where none is known.
   */
  readonly unreadable?: readonly UnreadableNamespace[];
  /** Of files: what of them is not shown, or not as it was written, in the words of standard error. */
  readonly passedOver?: readonly PassedOver[];
}

export interface PassedOver {
  /** The file, below the folder that was named. */
  readonly source: string;
  readonly message: string;
}

export interface UnreadableNamespace {
  readonly name: string;
  /** What may not be listed and watched there: of pods, network policies and services. */
  readonly kinds: readonly Kind[];
}

/** Whether what is declared is enforced, as far as the cluster shows it. Unknown is never a no. */
export interface Enforcement {
  readonly state: 'enforced' | 'partly' | 'not-enforced' | 'unknown';
  readonly engine: EnforcingEngine;
  /** Of the engine, for example `1.19.2`; the oldest where hosts differ. */
  readonly version?: string;
  /** In words, for example `VPC CNI 1.19.2`; absent when no plugin was recognised. Nothing is to be read out of it. */
  readonly plugin?: string;
  /** For example `standard mode`. */
  readonly detail?: string;
  readonly hosts?: { readonly enforcing: number; readonly total: number };
  /** A sentence that says what this rests on. */
  readonly because: string;
}

/** What screens hold of a snapshot: only the analyst needs such things as the pods one by one. */
export type ScreenSnapshot = Omit<ClusterSnapshot, PackedList>;

export interface ClusterSnapshot extends Omit<Snapshot, 'services' | 'otherPolicies'>, ClusterLists {
  /** Changes when the server started anew or found another cluster behind the address: all before is void. */
  readonly epoch: string;
  readonly revision: number;
  readonly cluster: ClusterInfo;
  readonly enforcement: Enforcement;
  /**
   * Kinds of which only a part was read as yet: every number that rests on them is a minimum. Absent when all that may
   * be read was read.
   */
  readonly incomplete?: readonly Kind[];
}
