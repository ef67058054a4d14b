/** Policies of kinds that are not judged: which of the known kinds a cluster serves, and what is kept of each policy. */

import { OTHER_POLICY_KINDS, type OtherPolicy, type OtherPolicyKind, UNREADABLE } from '#engine';
import type { ApiResource } from '#stream';
import { AnswerProblem } from '../../connect/answer-problem.ts';
import { text } from '../../connect/json-fields.ts';
import type { KubeTransport } from '../../connect/kube-transport.ts';
import { fieldsOf, listOf, type Unchecked } from '../../connect/object-fields.ts';
import { frozen } from './frozen.ts';
import { type Resource, resourceOf } from './resource.ts';

type Transport = Pick<KubeTransport, 'request'>;

/** Of the known kinds, those that the cluster serves. Throws AnswerProblem where it does not say. */
export async function servedPolicies(transport: Transport, signal?: AbortSignal): Promise<readonly ApiResource[]> {
  const groups = listOf(fieldsOf(await get(transport, '/apis', signal)).groups);
  const served = new Map<OtherPolicyKind, ApiResource>();
  for (const group of groups) {
    const name = text(group.name) ?? '';
    const kinds = OTHER_POLICY_KINDS.filter((one) => one.group === name);
    if (kinds.length === 0) continue;
    for (const version of versionsOf(group)) {
      const resources = listOf(fieldsOf(await get(transport, `/apis/${name}/${version}`, signal)).resources);
      for (const kind of kinds) {
        const isServed = resources.some((one) => one.name === kind.plural);
        const { plural, namespaced } = kind;
        if (isServed && !served.has(kind))
          served.set(kind, { group: name, version, plural, object: kind.kind, namespaced });
      }
    }
  }
  return [...served.values()];
}

/** The preferred one first: several versions of a group may have different kinds. */
function versionsOf(group: Unchecked<Record<string, unknown>>): readonly string[] {
  const preferred = text(fieldsOf(group.preferredVersion).version);
  const all = listOf(group.versions).flatMap((one) => text(one.version) ?? []);
  return [...new Set([...(preferred ? [preferred] : []), ...all])];
}

async function get(transport: Transport, path: string, signal?: AbortSignal): Promise<unknown> {
  const response = await transport.request({ method: 'GET', path, ...(signal && { signal }) });
  if (response.status !== 200) throw new AnswerProblem(response);
  return response.body;
}

/**
 * That they are there is all that is asked. Not read namespace by namespace: one that is not seen may change any verdict
 * as well as one that is, and stands as `unreadablePolicies`.
 */
export function otherPolicyResource(resource: ApiResource): Resource<OtherPolicy> {
  const { group, object: kind, plural } = resource;
  return resourceOf<OtherPolicy>(
    { kind: `${plural}.${group}`, resource: { ...resource, namespaced: false } },
    {
      metadataOnly: true,
      project: (_, metadata) => {
        const namespace = text(metadata.namespace);
        return frozen({ group, kind, ...(namespace && { namespace }), name: text(metadata.name) ?? '' });
      },
    },
  );
}

/** Stands for all there may be of a kind that may not be read. */
export function unreadablePolicies({ group, object: kind }: Pick<ApiResource, 'group' | 'object'>): OtherPolicy {
  return { group, kind, name: UNREADABLE };
}
