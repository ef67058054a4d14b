/** What there is to ask for: groups, versions and resources, in the plain and the aggregated form. */

import { createHash } from 'node:crypto';
import { apiVersionOf, type Kind } from '../kinds.ts';
import type { JsonObject } from '../kube-object.ts';

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

export interface DiscoveryAnswer {
  readonly body: JsonObject;
  readonly type: string;
  readonly etag?: string;
}

/** `served`: the kinds there are now. undefined when the path is none of discovery's. */
export function discover(served: readonly Kind[], pathname: string, accept: string): DiscoveryAnswer | undefined {
  const path = pathname.replace(/\/$/, '');
  if (path === '/api' || path === '/apis') {
    if (isAggregatedWanted(accept)) return aggregated(served, path === '/api' ? [''] : groupsOf(served));
    return plain(path === '/api' ? coreVersions() : groupList(served));
  }
  const match = /^\/(?:api\/([^/]+)|apis\/([^/]+)(?:\/([^/]+))?)$/.exec(path);
  if (match === null) return undefined;
  const [, coreVersion, group = '', version] = match;
  if (coreVersion === undefined && version === undefined) {
    return groupsOf(served).includes(group) ? plain(apiGroup(served, group)) : undefined;
  }
  const wanted = coreVersion ?? `${group}/${version}`;
  const kinds = served.filter((kind) => apiVersionOf(kind) === wanted);
  return kinds.length === 0 ? undefined : plain(resourceList(wanted, kinds));
}

function plain(body: JsonObject): DiscoveryAnswer {
  return { body, type: 'application/json' };
}

function isAggregatedWanted(accept: string): boolean {
  return accept.split(',').some((clause) => clause.replaceAll(' ', '') === AGGREGATED);
}

function groupsOf(served: readonly Kind[]): readonly string[] {
  return [...new Set(served.map((kind) => kind.group))].filter((group) => group !== '');
}

function versionsOf(served: readonly Kind[], group: string): readonly string[] {
  return [...new Set(served.filter((kind) => kind.group === group).map((kind) => kind.version))];
}

function coreVersions(): JsonObject {
  return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
}

function groupList(served: readonly Kind[]): JsonObject {
  const groups = groupsOf(served).map((group) => groupEntry(served, group));
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

function apiGroup(served: readonly Kind[], group: string): JsonObject {
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(served, group) };
}

function groupEntry(served: readonly Kind[], group: string): JsonObject {
  const versions = versionsOf(served, group).map((version) => ({ groupVersion: `${group}/${version}`, version }));
  return { name: group, versions, preferredVersion: versions[0] };
}

function resourceList(groupVersion: string, kinds: readonly Kind[]): JsonObject {
  const resources = kinds.flatMap((kind) => [
    {
      name: kind.resource,
      singularName: kind.singular,
      namespaced: kind.namespaced,
      kind: kind.kind,
      verbs: kind.verbs,
      ...(kind.shortNames.length === 0 ? {} : { shortNames: kind.shortNames }),
      ...(kind.categories.length === 0 ? {} : { categories: kind.categories }),
    },
    ...kind.subresources.map((subresource) => ({
      name: `${kind.resource}/${subresource}`,
      singularName: '',
      namespaced: kind.namespaced,
      ...(subresource === 'scale' ? { group: 'autoscaling', version: 'v1', kind: 'Scale' } : { kind: kind.kind }),
      verbs: ['get', 'patch', 'update'],
    })),
  ]);
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources };
}

function aggregated(served: readonly Kind[], wanted: readonly string[]): DiscoveryAnswer {
  const items = wanted.map((group) => ({
    metadata: group === '' ? {} : { name: group },
    versions: versionsOf(served, group).map((version) => ({
      version,
      resources: served.filter((kind) => kind.group === group && kind.version === version).map(aggregatedResource),
      freshness: 'Current',
    })),
  }));
  const body = { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items };
  const digest = createHash('sha512').update(JSON.stringify(body)).digest('hex').toUpperCase();
  return { body, type: AGGREGATED, etag: `"${digest}"` };
}

function aggregatedResource(kind: Kind): JsonObject {
  const own = { group: '', version: '', kind: kind.kind };
  return {
    resource: kind.resource,
    responseKind: own,
    scope: kind.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: kind.singular,
    verbs: kind.verbs,
    ...(kind.shortNames.length === 0 ? {} : { shortNames: kind.shortNames }),
    ...(kind.categories.length === 0 ? {} : { categories: kind.categories }),
    ...(kind.subresources.length === 0
      ? {}
      : { subresources: kind.subresources.map((name) => subresource(name, own)) }),
  };
}

function subresource(name: string, own: JsonObject): JsonObject {
  const responseKind = name === 'scale' ? { group: 'autoscaling', version: 'v1', kind: 'Scale' } : own;
  return { subresource: name, responseKind, verbs: ['get', 'patch', 'update'] };
}
