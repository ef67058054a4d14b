/** Deletion: preconditions, finalizers, the grace of pods and the way a namespace goes. */

import type { Kind } from '../kinds.ts';
import { type JsonObject, type KubeObject, numberAt, textAt } from '../kube-object.ts';
import { conflict, notFound, type Refusal, resourceDetails } from '../status.ts';
import type { Store } from '../store/store.ts';
import { timestamp } from './timestamp.ts';

export interface DeleteRequest {
  readonly store: Store;
  readonly now: () => number;
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly name: string;
  /** DeleteOptions of the body; empty when there was none. */
  readonly options: JsonObject;
  readonly dryRun: boolean;
}

/** The answer: the object while it still stands, or a Status that says it is gone. */
export function deleteObject(request: DeleteRequest): JsonObject | KubeObject {
  const { store, kind, namespace, name, options } = request;
  const live = store.get(kind, namespace, name);
  if (live === undefined) throw notFound(kind, name);
  checkPreconditions(kind, live, options);
  const grace = numberAt(options, 'gracePeriodSeconds');
  const marked = mark(request, live, grace);
  if (marked === undefined) {
    if (!request.dryRun) store.remove(kind, live);
    return gone(kind, live);
  }
  if (request.dryRun || marked === live) return marked;
  return store.put(kind, marked);
}

/** The object with its deletion begun, or undefined when it may go at once. */
function mark(request: DeleteRequest, live: KubeObject, grace: number | undefined): KubeObject | undefined {
  const { kind, options, now } = request;
  const propagation = textAt(options, 'propagationPolicy');
  const extra = propagation === 'Foreground' ? ['foregroundDeletion'] : propagation === 'Orphan' ? ['orphan'] : [];
  const finalizers = [...new Set([...(live.metadata.finalizers ?? []), ...extra])];
  const isGraceful = kind.kind === 'Pod' && grace !== 0;
  if (kind.kind !== 'Namespace' && finalizers.length === 0 && !isGraceful) return undefined;
  if (live.metadata.deletionTimestamp !== undefined) return live;
  const seconds = isGraceful ? (grace ?? numberAt(live, 'spec', 'terminationGracePeriodSeconds') ?? 30) : undefined;
  const marked: KubeObject = {
    ...live,
    metadata: {
      ...live.metadata,
      ...(finalizers.length === 0 ? {} : { finalizers }),
      deletionTimestamp: timestamp(now() + (seconds ?? 0) * 1000),
      ...(kind.kind === 'Namespace' ? {} : { deletionGracePeriodSeconds: seconds ?? 0 }),
    },
  };
  if (kind.counted || kind.kind === 'Pod') marked.metadata.generation = (live.metadata.generation ?? 0) + 1;
  if (kind.kind === 'Namespace') marked.status = { ...live.status, phase: 'Terminating' };
  return marked;
}

function checkPreconditions(kind: Kind, live: KubeObject, options: JsonObject): void {
  const uid = textAt(options, 'preconditions', 'uid');
  const version = textAt(options, 'preconditions', 'resourceVersion');
  if (uid !== undefined && uid !== live.metadata.uid) {
    throw preconditionFailed(
      kind,
      live,
      `the UID in the precondition (${uid}) does not match the UID in record (${live.metadata.uid}). ` +
        'The object might have been deleted and then recreated',
    );
  }
  if (version !== undefined && version !== live.metadata.resourceVersion) {
    throw preconditionFailed(
      kind,
      live,
      `the ResourceVersion in the precondition (${version}) does not match the ResourceVersion in record ` +
        `(${live.metadata.resourceVersion}). The object might have been modified`,
    );
  }
}

/** Here the real server names the kind where it names the resource elsewhere. */
function preconditionFailed(kind: Kind, live: KubeObject, why: string): Refusal {
  return conflict({ group: kind.group, resource: kind.kind }, live.metadata.name, why);
}

function gone(kind: Kind, live: KubeObject): JsonObject {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { ...resourceDetails(kind, live.metadata.name), uid: live.metadata.uid },
  };
}
