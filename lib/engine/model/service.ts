/** What is known of a Service: an address of its own, behind which pods answer. */

import type { Labels } from './labels.ts';

export interface SnapshotService {
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  /** Every address that is translated to its pods; none for a headless Service. */
  readonly clusterIps: readonly string[];
  /** Absent where its endpoints are written by hand, or it is another name for a host outside. */
  readonly selector?: Labels;
  readonly ports: readonly SnapshotServicePort[];
  /** Of a Service without a selector, what stands behind it, as its endpoints say; absent where they are not known. */
  readonly endpoints?: readonly ServiceEndpoint[];
}

export interface ServiceEndpoint {
  readonly address: string;
  /** Of the Service's port that leads here. */
  readonly name?: string | undefined;
  readonly protocol: string;
  readonly port: number;
}

export interface SnapshotServicePort {
  readonly name?: string | undefined;
  readonly protocol: string;
  readonly port: number;
  readonly targetPort: number | string;
}
