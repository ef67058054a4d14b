/** Where a kind is read: in the whole cluster, or where the rights of this identity end. */

import type { Resource } from '../kinds/resource.ts';

export type Scope = 'cluster' | { readonly namespace: string } | { readonly name: string };

export function isOneName(scope: Scope): scope is { readonly name: string } {
  return typeof scope === 'object' && 'name' in scope;
}

export function startScope<T>({ onlyNamespace }: Resource<T>): Scope {
  return onlyNamespace === undefined ? 'cluster' : { namespace: onlyNamespace };
}

/** Where the kind may still be readable for someone who has rights in one namespace only. */
export function scopeWithin<T>(resource: Resource<T>, namespace: string): Scope | undefined {
  if (resource.standIn) return { name: namespace };
  return resource.namespaced && resource.onlyNamespace === undefined ? { namespace } : undefined;
}

export function pathOf<T>({ apiPath, plural }: Resource<T>, scope: Scope): string {
  if (scope === 'cluster') return `${apiPath}/${plural}`;
  if (isOneName(scope)) return `${apiPath}/${plural}/${encodeURIComponent(scope.name)}`;
  return `${apiPath}/namespaces/${encodeURIComponent(scope.namespace)}/${plural}`;
}

/** Why a kind is asked for again and again instead of being watched. */
export function pollReason(name: string, scope: Scope): string {
  if (isOneName(scope)) return `This identity may read only ${scope.name} of ${name}.`;
  return `This identity may list ${name} but not watch them.`;
}
