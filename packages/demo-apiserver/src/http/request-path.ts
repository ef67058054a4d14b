/** What a path asks for: a resource of a kind, or something else that the front answers. */

import { type Kind, kindByResource } from '../kinds.ts';

export interface ResourcePath {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  /** undefined where no such resource is served. */
  readonly kind: Kind | undefined;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
}

/** undefined for paths that name no resource (`/version`, `/apis/apps/v1`), or that cannot be decoded. */
export function parseResourcePath(pathname: string): ResourcePath | undefined {
  const parts = decoded(pathname);
  if (parts === undefined) return undefined;
  const isCore = parts[0] === 'api';
  if (!isCore && parts[0] !== 'apis') return undefined;
  const group = isCore ? '' : (parts[1] ?? '');
  const version = (isCore ? parts[1] : parts[2]) ?? '';
  const rest = parts.slice(isCore ? 2 : 3);
  if (rest.length === 0 || rest.some((part) => part === '')) return undefined;

  const isInNamespace = rest[0] === 'namespaces' && rest.length > 2 && rest[2] !== 'status' && rest[2] !== 'finalize';
  const namespace = isInNamespace ? rest[1] : undefined;
  const [resource = '', name, subresource, ...more] = isInNamespace ? rest.slice(2) : rest;
  if (more.length > 0) return undefined;
  const kind = kindByResource(group, version, resource);
  return { group, version, resource, kind, namespace, name, subresource };
}

function decoded(pathname: string): readonly string[] | undefined {
  try {
    return pathname
      .slice(1)
      .split('/')
      .map((part) => decodeURIComponent(part));
  } catch {
    return undefined;
  }
}
