/** Which pods evidently speak to the API server: a binding names the service account they run as. */

import { objectKey } from '#engine';
import type { ApiClient } from '#findings';
import { type Fields, fieldsAt, objectsAt, textAt, valueAt } from '../objects/fields.ts';
import type { ManifestObject } from '../objects/manifest-object.ts';
import { templateOf } from '../objects/templates.ts';

/** Rights of groups are not counted: every account has some. */
export function apiClientsOf(objects: readonly ManifestObject[]): readonly ApiClient[] {
  const bound = boundAccounts(objects);
  if (bound.size === 0) return [];
  const unmounted = new Set(objects.filter(isUnmounted).map((account) => key(account.namespace, account.name)));
  return objects.flatMap(({ kind, namespace, name, fields, isRead }): readonly ApiClient[] => {
    if (!isRead) return [];
    const spec = fieldsAt(kind === 'Pod' ? fields : templateOf(kind, fields)?.template, 'spec');
    if (!spec) return [];
    const account = textAt(spec, 'serviceAccountName') ?? textAt(spec, 'serviceAccount') ?? 'default';
    const binding = bound.get(key(namespace, account));
    const isMounted = valueAt(spec, 'automountServiceAccountToken') ?? !unmounted.has(key(namespace, account));
    return binding !== undefined && isMounted === true ? [{ namespace, kind, name, account, binding }] : [];
  });
}

const key = (namespace: string, name: string) => objectKey({ namespace: namespace || 'default', name });

function boundAccounts(objects: readonly ManifestObject[]): ReadonlyMap<string, string> {
  const bound = new Map<string, string>();
  for (const { kind, name, namespace, fields } of objects) {
    if (kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') continue;
    for (const subject of objectsAt(fields, 'subjects')) {
      const account = accountOf(subject, namespace);
      if (account !== undefined && !bound.has(account)) bound.set(account, `${kind} ${name}`);
    }
  }
  return bound;
}

function accountOf(subject: Fields, namespace: string): string | undefined {
  const name = textAt(subject, 'name');
  if (textAt(subject, 'kind') !== 'ServiceAccount' || name === undefined) return undefined;
  return key(textAt(subject, 'namespace') ?? namespace, name);
}

function isUnmounted({ kind, fields }: ManifestObject): boolean {
  return kind === 'ServiceAccount' && valueAt(fields, 'automountServiceAccountToken') === false;
}
