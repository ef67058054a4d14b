/** Who asks something of the cluster. Every call on a link names one; this program has exactly one today. */

import type { ClusterConnection } from '../connect/connection.ts';
import type { WriterOfIdentity } from '../write/writer.ts';

export interface Identity {
  /** Tells the identities of one program apart. No credential, and nothing that the cluster knows. */
  readonly id: string;
  /** Carries requests with the rights of this identity, and of nobody else. */
  readonly connection: ClusterConnection;
  /** Looks and never writes. */
  readonly readOnly: boolean;
  /** Append-only file that keeps its attempts to write across restarts; only memory without it. */
  readonly journalPath?: string;
}

/** Writes policies for whoever asks, with the rights of that identity. */
export type PolicyWriter = {
  readonly [Act in Exclude<keyof WriterOfIdentity, 'stop' | 'failedUndos'>]: (
    asker: Identity,
    ...request: Parameters<WriterOfIdentity[Act]>
  ) => ReturnType<WriterOfIdentity[Act]>;
};
