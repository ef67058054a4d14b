/** Whether the owners of a policy are still there: a policy of owners that are gone is swept away at once. */

import type { NetworkPolicy } from '#engine';
import { type Fields, text } from '../../connect/json-fields.ts';
import type { KubeTransport } from '../../connect/kube-transport.ts';
import { TransportProblem } from '../../connect/kube-transport.ts';
import { fieldsOf, listOf } from '../../connect/object-fields.ts';

export interface LivingOwners {
  readonly references: readonly Fields[];
  /** Why others are left out, a sentence each. */
  readonly warnings: readonly string[];
}

export async function livingOwners(policy: NetworkPolicy, transport: KubeTransport): Promise<LivingOwners> {
  const references: Fields[] = [];
  const warnings: string[] = [];
  for (const reference of listOf(fieldsOf(policy.metadata).ownerReferences)) {
    const missing = await whyMissing(reference, policy.metadata.namespace, transport);
    if (missing === undefined) references.push(reference);
    else warnings.push(`Its owner ${text(reference.kind)}/${text(reference.name)} was left out: ${missing}.`);
  }
  return { references, warnings };
}

/** Undefined where the owner is there, the very same. */
async function whyMissing(reference: Fields, namespace: string, transport: KubeTransport): Promise<string | undefined> {
  const get = async (path: string): Promise<{ readonly status: number; readonly body: Fields }> => {
    try {
      const { status, body } = await transport.request({ method: 'GET', path, timeoutMs: 10_000 });
      return { status, body: fieldsOf(body) };
    } catch (error) {
      if (error instanceof TransportProblem) return { status: 0, body: {} };
      throw error;
    }
  };
  const version = text(reference.apiVersion) ?? '';
  if (!/^[a-z0-9.-]+(\/[a-z0-9]+)?$/.test(version)) return 'it is named in an unknown way';
  const root = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
  const { body: discovered } = await get(root);
  const kind = listOf(discovered.resources).find(
    (resource) => resource.kind === reference.kind && !String(resource.name).includes('/'),
  );
  if (!kind) return 'the cluster does not tell whether it is still there';
  const place = kind.namespaced === true ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  const path = `${root}${place}/${encodeURIComponent(String(kind.name))}/${encodeURIComponent(String(reference.name))}`;
  const { status, body } = await get(path);
  if (status === 200 && fieldsOf(body.metadata).uid === reference.uid) return undefined;
  if (status === 200 || status === 404) return 'it is gone';
  return 'whether it is still there may not be read';
}
