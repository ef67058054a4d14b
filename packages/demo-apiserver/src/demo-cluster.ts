/** What starting a demo cluster asks for and gives. */

import type { TokenUser } from './access/identity.ts';
import type { FaultHook } from './http/fault.ts';
import type { SeedProblem } from './seed/load.ts';
import type { Store } from './store/store.ts';

export interface DemoOptions {
  readonly seed: 'eks-workshop' | { readonly manifests: string };
  /** 0 or absent: any free one. */
  readonly port?: number;
  /** Loopback only. */
  readonly host?: '127.0.0.1' | '::1';
  /** Written 0600 in a folder that is made 0700. */
  readonly kubeconfigPath: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Between bookmarks of a watch; a minute when absent. */
  readonly bookmarkMs?: number;
  /** How long a deleted pod takes to go; 150 ms when absent. */
  readonly terminationMs?: number;
  /** How many events watches and pages may go back; 10,000 when absent. */
  readonly history?: number;
  /** Further users beside the admin; their rights are what roles give them. */
  readonly users?: readonly TokenUser[];
  readonly faults?: FaultHook;
  /** Told of what a controller could not do; a process warning when absent. */
  readonly report?: (error: unknown) => void;
}

export interface DemoCluster {
  /** https, on loopback. */
  readonly url: string;
  readonly kubeconfigPath: string;
  readonly kubeconfigText: string;
  /** The admin's bearer token. */
  readonly token: string;
  /** The authority of the server certificate, PEM. */
  readonly authority: string;
  /** What of a folder is not in the cluster as it was written. */
  readonly problems: readonly SeedProblem[];
  /** For tests: the objects themselves. */
  readonly store: Store;
  /** Ends every connection and every timer. */
  stop(): Promise<void>;
}
