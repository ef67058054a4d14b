/** Which cluster answers at the address: told by the uid of its kube-system namespace, asked once for all kinds. */

import { AnswerProblem } from '../../connect/answer-problem.ts';
import { text } from '../../connect/json-fields.ts';
import { type KubeTransport, TransportProblem } from '../../connect/kube-transport.ts';
import { fieldsOf } from '../../connect/object-fields.ts';
import type { Clock } from '../../time/clock.ts';

const ASK_MS = 5_000;

export interface ClusterIdentity {
  /** Undefined while unknown, or where this identity may not read kube-system. */
  uid(): string | undefined;
  /**
   * Makes sure the cluster was asked after the moment `since`. Throws TransportProblem or AnswerProblem where it
   * cannot be asked. Another uid than before is announced before this settles.
   */
  verify(since: number): Promise<void>;
}

export function clusterIdentity(
  transport: KubeTransport,
  clock: Clock,
  announce: (uid: string, before: string | undefined) => void,
): ClusterIdentity {
  let uid: string | undefined;
  let verifiedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  async function ask(since: number): Promise<void> {
    const path = '/api/v1/namespaces/kube-system';
    const response = await transport.request({ method: 'GET', path, timeoutMs: ASK_MS });
    // Without the right to read it, and where there is none, clusters cannot be told apart: that is no fault.
    if (response.status !== 200 && response.status !== 403 && response.status !== 404) {
      throw new AnswerProblem(response);
    }
    const found = text(fieldsOf(fieldsOf(response.body).metadata).uid);
    // A sign-in page on the way is no answer of the cluster, though it may come with the status of one.
    if (response.status === 200 && found === undefined) {
      throw new TransportProblem('garbled', 'The API server sent something else than the namespace kube-system.');
    }
    verifiedAt = since;
    if (response.status !== 200 || found === undefined || found === uid) return;
    const before = uid;
    uid = found;
    announce(found, before);
  }

  return {
    uid: () => uid,
    async verify(since) {
      // One that is under way and fails tells enough, also to those who lost the cluster after it was sent.
      if (asking) await asking;
      if (verifiedAt > since) return;
      asking ??= ask(clock.now()).finally(() => {
        asking = undefined;
      });
      await asking;
    },
  };
}
