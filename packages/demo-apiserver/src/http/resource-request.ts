/** A request for a resource, after its path was understood and its asker admitted. */

import type { IncomingMessage } from 'node:http';
import type { Identity } from '../access/identity.ts';
import type { Kind } from '../kinds.ts';
import type { ResourcePath } from './request-path.ts';

export interface ResourceRequest {
  readonly raw: IncomingMessage;
  readonly method: string;
  readonly path: ResourcePath;
  readonly kind: Kind;
  readonly query: URLSearchParams;
  readonly identity: Identity;
}

/** Of the body, in lower case and without parameters; '' when none is given. */
export function mediaType(raw: IncomingMessage): string {
  return (raw.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
