/** RBAC: what the roles bound to someone allow. Rules only add; there is no deny. */

import { served } from '../kinds.ts';
import { type KubeObject, listAt, textAt } from '../kube-object.ts';
import type { Store } from '../store/store.ts';
import type { Identity } from './identity.ts';

export interface AccessRequest {
  readonly verb: string;
  readonly group?: string | undefined;
  readonly resource?: string | undefined;
  readonly subresource?: string | undefined;
  readonly name?: string | undefined;
  /** Absent or empty: the cluster scope. */
  readonly namespace?: string | undefined;
  /** A path that names no resource. */
  readonly path?: string | undefined;
}

export interface AccessAnswer {
  readonly allowed: boolean;
  readonly reason?: string;
}

const MASTERS = 'system:masters';

export function reviewAccess(store: Store, identity: Identity, request: AccessRequest): AccessAnswer {
  // The one group that RBAC never sees.
  if (identity.groups.includes(MASTERS)) return { allowed: true };
  for (const { rules, reason } of boundRules(store, identity, request.namespace ?? '')) {
    if (rules.some((rule) => admits(rule, request))) return { allowed: true, reason };
  }
  return { allowed: false };
}

export interface BoundRules {
  readonly rules: readonly unknown[];
  /** As SelfSubjectAccessReview gives it. */
  readonly reason: string;
}

/** Rules of cluster-wide bindings, then of the namespace's own. */
export function boundRules(store: Store, identity: Identity, namespace: string): readonly BoundRules[] {
  const cluster = store.list(served('clusterrolebindings'));
  const local = namespace === '' ? [] : store.list(served('rolebindings'), namespace);
  return [...cluster, ...local].flatMap((binding) => {
    const subject = listAt(binding, 'subjects').find((one) => isSubject(one, identity, binding.metadata.namespace));
    const role = subject === undefined ? undefined : roleOf(store, binding);
    if (subject === undefined || role === undefined) return [];
    return [{ rules: listAt(role, 'rules'), reason: reasonOf(binding, subject) }];
  });
}

function reasonOf(binding: KubeObject, subject: unknown): string {
  const { name, namespace } = binding.metadata;
  const where = namespace === undefined ? name : `${name}/${namespace}`;
  const role = `${textAt(binding, 'roleRef', 'kind')} "${textAt(binding, 'roleRef', 'name')}"`;
  const who = `${textAt(subject, 'kind')} "${textAt(subject, 'name')}"`;
  return `RBAC: allowed by ${binding.kind} "${where}" of ${role} to ${who}`;
}

function isSubject(subject: unknown, identity: Identity, namespace: string | undefined): boolean {
  const name = textAt(subject, 'name') ?? '';
  switch (textAt(subject, 'kind')) {
    case 'User':
      return name === identity.name;
    case 'Group':
      return identity.groups.includes(name);
    case 'ServiceAccount':
      return identity.name === `system:serviceaccount:${textAt(subject, 'namespace') ?? namespace}:${name}`;
    default:
      return false;
  }
}

function roleOf(store: Store, binding: KubeObject): KubeObject | undefined {
  const name = textAt(binding, 'roleRef', 'name') ?? '';
  if (textAt(binding, 'roleRef', 'kind') === 'ClusterRole') return store.get(served('clusterroles'), undefined, name);
  return store.get(served('roles'), binding.metadata.namespace, name);
}

function admits(rule: unknown, request: AccessRequest): boolean {
  if (!holds(listAt(rule, 'verbs'), request.verb)) return false;
  if (request.path !== undefined) return listAt(rule, 'nonResourceURLs').some((url) => isUnder(String(url), request));
  const names = listAt(rule, 'resourceNames');
  const isNamed = names.length === 0 || (request.name !== undefined && names.includes(request.name));
  return isNamed && holds(listAt(rule, 'apiGroups'), request.group ?? '') && holdsResource(rule, request);
}

function holds(values: readonly unknown[], wanted: string): boolean {
  return values.includes('*') || values.includes(wanted);
}

function holdsResource(rule: unknown, request: AccessRequest): boolean {
  const resources = listAt(rule, 'resources');
  const { resource = '', subresource } = request;
  if (subresource === undefined || subresource === '') return holds(resources, resource);
  return (
    resources.includes('*') ||
    resources.includes(`${resource}/${subresource}`) ||
    resources.includes(`*/${subresource}`)
  );
}

function isUnder(pattern: string, request: AccessRequest): boolean {
  const path = request.path ?? '';
  return pattern === '*' || pattern === path || (pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1)));
}
