/** Policies of kinds that are not judged, of a live cluster: which of them it serves, and then what there is of each. */

import { AnswerProblem, type ApiResource, type KubeTransport } from '#cluster';
import { OTHER_POLICY_KINDS, type OtherPolicyKind } from '#engine';
import { fieldsAt, objectsAt, textAt, valueAt } from '../objects/fields.ts';

/** Of the known kinds, those that the cluster serves. Throws AnswerProblem where it does not say. */
export async function servedPolicies(transport: Pick<KubeTransport, 'request'>): Promise<readonly ApiResource[]> {
  const groups = objectsAt(await get(transport, '/apis'), 'groups');
  const served = new Map<OtherPolicyKind, ApiResource>();
  for (const group of groups) {
    const name = textAt(group, 'name') ?? '';
    const kinds = OTHER_POLICY_KINDS.filter((one) => one.group === name);
    if (kinds.length === 0) continue;
    for (const version of versionsOf(group)) {
      const resources = objectsAt(await get(transport, `/apis/${name}/${version}`), 'resources');
      for (const kind of kinds) {
        const isServed = resources.some((one) => valueAt(one, 'name') === kind.plural);
        const { plural, namespaced } = kind;
        if (isServed && !served.has(kind))
          served.set(kind, { group: name, version, plural, object: kind.kind, namespaced });
      }
    }
  }
  return [...served.values()];
}

/** The preferred one first: several versions of a group may have different kinds. */
function versionsOf(group: object): readonly string[] {
  const preferred = textAt(fieldsAt(group, 'preferredVersion'), 'version');
  const all = objectsAt(group, 'versions').flatMap((one) => textAt(one, 'version') ?? []);
  return [...new Set([...(preferred ? [preferred] : []), ...all])];
}

async function get(transport: Pick<KubeTransport, 'request'>, path: string): Promise<unknown> {
  const response = await transport.request({ method: 'GET', path });
  if (response.status !== 200) throw new AnswerProblem(response);
  return response.body;
}
