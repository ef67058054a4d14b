/** Runs work on one pinned connection, of which it is known which cluster answers and as whom. */

import { AnswerProblem, sentenceOf } from '../connect/answer-problem.ts';
import type { ClusterConnection } from '../connect/connection.ts';
import type { KubeTransport } from '../connect/kube-transport.ts';
import { TransportProblem } from '../connect/kube-transport.ts';
import type { PinnedConnection } from '../connect/pinned-connection.ts';
import { type PolicyClient, policyClient } from './policy/policy-client.ts';
import { askWhereabouts, type Whereabouts } from './whereabouts.ts';
import { WriteProblem } from './writer.ts';

export interface PinnedCluster {
  readonly connection: PinnedConnection;
  readonly transport: KubeTransport;
  readonly client: PolicyClient;
  readonly whereabouts: Whereabouts;
}

export interface PinOptions {
  readonly connection: ClusterConnection;
  /** Stands between the work and the pinned transport. */
  readonly guard?: (transport: KubeTransport) => KubeTransport;
  /** In which to look for what the cluster is known by, where its uid may not be read. */
  readonly namespaces?: readonly string[];
}

/** Rejects with the WriteProblem `not-connected` where the cluster cannot be asked; else as the work does. */
export async function onPinnedCluster<T>(
  { connection, guard = (transport) => transport, namespaces = [] }: PinOptions,
  work: (cluster: PinnedCluster) => Promise<T>,
): Promise<T> {
  const { pinned, client, whereabouts } = await orNotConnected(pinAndAsk(connection, namespaces));
  try {
    const transport = guard(pinned.transport);
    const guarded = transport === pinned.transport ? client : policyClient(transport);
    return await work({ connection: pinned, transport, client: guarded, whereabouts });
  } finally {
    await pinned.transport.close();
  }
}

/** A cluster that cannot be asked is a sentence for the person, and no fault of this program. */
export function orNotConnected<T>(asked: Promise<T>): Promise<T> {
  return asked.catch((error: unknown) => {
    if (!(error instanceof TransportProblem) && !(error instanceof AnswerProblem)) throw error;
    throw new WriteProblem('not-connected', 503, sentenceOf(error));
  });
}

async function pinAndAsk(connection: ClusterConnection, namespaces: readonly string[]) {
  try {
    return await askPinned(connection, namespaces);
  } catch (error) {
    if (!isLoginRefused(error)) throw error;
    // Asked over the connection that may renew its credential; the fresh one is then pinned.
    await policyClient(connection.transport).clusterUid();
    return askPinned(connection, namespaces);
  }
}

async function askPinned(connection: ClusterConnection, namespaces: readonly string[]) {
  const pinned = await connection.pin();
  try {
    const client = policyClient(pinned.transport);
    return { pinned, client, whereabouts: await askWhereabouts(pinned, client, namespaces) };
  } catch (error) {
    await pinned.transport.close();
    throw error;
  }
}

function isLoginRefused(error: unknown): boolean {
  return error instanceof AnswerProblem
    ? error.status === 401
    : error instanceof TransportProblem && error.code === 'credential';
}
