/** Objects to the snapshot that the engine judges: who owns whom, and what stands for a workload without live pods. */

import {
  type Namespace,
  type NetworkPolicy,
  type OtherPolicy,
  objectKey,
  otherPolicyKind,
  type Pod,
  type Profile,
  type Snapshot,
  type WorkloadRef,
  workloadId,
} from '#engine';
import { fieldsAt, objectsAt, textAt, valueAt } from '../objects/fields.ts';
import type { ManifestObject } from '../objects/manifest-object.ts';
import { templateOf } from '../objects/templates.ts';
import { ownersIn } from './owners.ts';
import { templateLabels, toPod, toTemplatePod } from './to-pod.ts';
import { servicesOf } from './to-service.ts';

const NAME_LABEL = 'kubernetes.io/metadata.name';

/**
 * Where an ipBlock does not hold for pods, pods are known by their labels alone: addresses play no part between them, and
 * so neither does the network of their machine. This is how netpol-analyzer reads.
 */
export function toSnapshot(objects: readonly ManifestObject[], { ipBlockMatchesPods }: Profile): Snapshot {
  const snapshot = withMachines(objects);
  if (ipBlockMatchesPods) return snapshot;
  return { ...snapshot, pods: snapshot.pods.map((pod) => (pod.hostNetwork ? { ...pod, hostNetwork: false } : pod)) };
}

function withMachines(objects: readonly ManifestObject[]): Snapshot {
  const read = objects.filter(({ isRead }) => isRead);
  const pods = realPods(objects);
  const others = objects.filter(({ isUnjudged }) => isUnjudged).map(toOtherPolicy);
  return {
    namespaces: namespacesOf(read),
    pods: [...pods, ...templatePods(objects, pods)],
    policies: read.filter(({ kind }) => kind === 'NetworkPolicy').map(toPolicy),
    ...(others.length > 0 && { otherPolicies: others }),
    services: servicesOf(objects),
  };
}

function realPods(objects: readonly ManifestObject[]): Pod[] {
  const owners = ownersIn(objects);
  const pods = objects.filter(({ kind, isRead }) => kind === 'Pod' && isRead);
  return pods.map((pod) => toPod(pod, owners.topOwner(pod).ref));
}

/** One workload as its chain of owners names it, with those of its members that have a template. */
interface Unit {
  readonly namespace: string;
  readonly ref: WorkloadRef;
  readonly members: ManifestObject[];
  /** The object that the chain ends at, when it is in the input. */
  readonly last?: ManifestObject;
}

function templatePods(objects: readonly ManifestObject[], pods: readonly Pod[]): Pod[] {
  const owners = ownersIn(objects);
  const units = new Map<string, Unit>();
  for (const object of objects) {
    if (!object.isRead || !templateOf(object.kind, object.fields)) continue;
    const { ref, object: last } = owners.topOwner(object);
    const id = workloadId(object.namespace, ref);
    const unit = units.get(id) ?? { namespace: object.namespace, ref, members: [], ...(last ? { last } : {}) };
    unit.members.push(object);
    units.set(id, unit);
  }
  const live = new Set<string>();
  const over = new Set<string>();
  for (const { phase, namespace, workload } of pods) {
    (phase === 'Succeeded' || phase === 'Failed' ? over : live).add(workloadId(namespace, workload));
  }
  const ended = endedJobs(objects);
  return [...units].flatMap(([id, unit]) => {
    if (live.has(id) || (unit.ref.kind === 'Job' && (over.has(id) || isOver(unit.last)))) return [];
    const source = unit.last && templateOf(unit.last.kind, unit.last.fields) ? unit.last : standIn(unit.members, ended);
    const found = source && templateOf(source.kind, source.fields);
    return found ? [toTemplatePod(unit.namespace, found.template, unit.ref)] : [];
  });
}

/** A Job that says so itself: its pods may be gone by now. */
function isOver(job: ManifestObject | undefined): boolean {
  const conditions = objectsAt(fieldsAt(job?.fields, 'status'), 'conditions');
  return conditions.some(({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True');
}

/** Of an owner that is not in the input: what it keeps running rather than what it keeps for a way back. */
function standIn(members: readonly ManifestObject[], ended: ReadonlySet<ManifestObject>): ManifestObject | undefined {
  const current = members.filter((member) => !ended.has(member));
  return current.find(({ fields }) => fieldsAt(fields, 'spec')?.replicas !== 0) ?? current[0];
}

/** Jobs whose pods have completed, also where a CronJob owns them. */
function endedJobs(objects: readonly ManifestObject[]): Set<ManifestObject> {
  const jobs = objects.filter(({ kind, isRead }) => kind === 'Job' && isRead);
  if (jobs.length === 0) return new Set();
  const byId = new Map(jobs.map((job) => [objectKey(job), job]));
  const ended = new Set<ManifestObject>();
  for (const pod of objects) {
    const phase = fieldsAt(pod.fields, 'status')?.phase;
    if (pod.kind !== 'Pod' || (phase !== 'Succeeded' && phase !== 'Failed')) continue;
    const references = fieldsAt(pod.fields, 'metadata')?.ownerReferences;
    for (const reference of Array.isArray(references) ? references : []) {
      const job =
        reference?.kind === 'Job' ? byId.get(objectKey({ namespace: pod.namespace, name: reference.name })) : undefined;
      if (job) ended.add(job);
    }
  }
  return ended;
}

function namespacesOf(objects: readonly ManifestObject[]): Namespace[] {
  const namespaces = new Map<string, Namespace>();
  for (const { kind, name, fields } of objects) {
    if (kind === 'Namespace') {
      namespaces.set(name, { name, labels: { ...templateLabels(fieldsAt(fields, 'metadata')), [NAME_LABEL]: name } });
    }
  }
  for (const { namespace } of objects) {
    if (namespace && !namespaces.has(namespace)) {
      namespaces.set(namespace, { name: namespace, labels: { [NAME_LABEL]: namespace } });
    }
  }
  return [...namespaces.values()];
}

function toPolicy({ fields, namespace }: ManifestObject): NetworkPolicy {
  // The checks found no wrong type, so that this is what it says.
  return { ...fields, metadata: { ...fieldsAt(fields, 'metadata'), namespace } } as unknown as NetworkPolicy;
}

function toOtherPolicy({ kind, apiVersion, namespace, name, fields }: ManifestObject): OtherPolicy {
  const group = apiVersion.split('/')[0] ?? '';
  const isNamespaced = otherPolicyKind(group, kind)?.namespaced ?? textAt(fieldsAt(fields, 'metadata'), 'namespace');
  return { group, kind, ...(isNamespaced && namespace !== '' && { namespace }), name, spec: valueAt(fields, 'spec') };
}
