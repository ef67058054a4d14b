/** Answers a preview: what the server would make of each write, and what is held of it to be applied. */

import { type NetworkPolicy, policyNamespace } from '#engine';
import type { PreviewAnswer, PreviewRequest } from '#stream';
import { guardReads } from '../read/rights/guard-reads.ts';
import { onPinnedCluster } from './pinned-cluster.ts';
import { type PolicyClient, policyClient } from './policy/policy-client.ts';
import { isolatesAnew } from './preview/isolates-anew.ts';
import { type PreparedWrite, type Previewed, previewWrite } from './preview/preview-write.ts';
import { wayBackQuestions } from './preview/way-back.ts';
import { inSafeOrder } from './preview/write-order.ts';
import { isProvable } from './whereabouts.ts';
import type { WriterContext } from './writer-context.ts';

export async function answerPreview(request: PreviewRequest, context: WriterContext): Promise<PreviewAnswer> {
  const { connection, readOnly } = context.options;
  const guarded = guardReads(connection.transport);
  // Only a question: nothing of it is written later, so nothing needs to stay as it is.
  if (readOnly || request.hold === false) {
    const previewed = await previewAll(request, policyClient(guarded), context);
    return { writes: ordered(previewed, context).map(({ preview }) => preview) };
  }
  const namespaces = [...new Set(request.writes.map(({ id }) => policyNamespace(id) ?? ''))];
  return onPinnedCluster({ connection, guard: guardReads, namespaces }, async ({ client, transport, whereabouts }) => {
    const previewed = ordered(await previewAll(request, client, context), context);
    if (previewed.some(({ prepared }) => !prepared)) return { writes: previewed.map(({ preview }) => preview) };
    const questions = wayBackQuestions(client, transport);
    const held: PreparedWrite[] = [];
    const writes = [];
    for (const { prepared, preview } of previewed) {
      if (prepared) held.push(prepared);
      const wayBack = prepared && preview.outcome !== 'unchanged' ? await questions.of(prepared) : undefined;
      writes.push(wayBack ? { ...preview, wayBack } : preview);
    }
    const previewId = context.previews.hold({ writes: held, whereabouts });
    const unrecorded = context.journal.problem();
    return {
      previewId,
      ...(isProvable(whereabouts) ? {} : { unprovenCluster: context.options.clusterName }),
      ...(unrecorded === undefined ? {} : { unrecorded }),
      writes,
    };
  });
}

async function previewAll(
  { writes, force = false, withoutDryRun = false }: PreviewRequest,
  client: PolicyClient,
  { options }: WriterContext,
): Promise<Previewed[]> {
  const { isUnchangedSince } = options.contentByVersion;
  const previewed: Previewed[] = [];
  for (const write of writes) {
    previewed.push(await previewWrite(write, { client, force, withoutDryRun, isUnchangedSince }));
  }
  return previewed;
}

/** In the order in which they would be carried out; as they were asked for where one was refused. */
function ordered(previewed: readonly Previewed[], { options }: WriterContext): readonly Previewed[] {
  const known = options.known();
  const isolates = (policy: unknown) => known === undefined || isolatesAnew(policy as NetworkPolicy, known);
  const ready = previewed.flatMap(({ prepared, preview }) => (prepared ? [{ ...prepared, prepared, preview }] : []));
  return ready.length < previewed.length ? previewed : inSafeOrder(ready, isolates);
}
