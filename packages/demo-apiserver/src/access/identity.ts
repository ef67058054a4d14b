/** Who asks: by bearer token, or nobody in particular; and on whose behalf, by impersonation. */

import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../status.ts';

export interface Identity {
  readonly name: string;
  readonly groups: readonly string[];
  readonly uid?: string;
}

export interface TokenUser extends Identity {
  readonly token: string;
}

const ANONYMOUS: Identity = { name: 'system:anonymous', groups: ['system:unauthenticated'] };

/** Throws 401 for credentials that are no good; none at all is the anonymous user. */
export function authenticate(headers: IncomingHttpHeaders, users: readonly TokenUser[]): Identity {
  const header = headers.authorization;
  if (header === undefined) return ANONYMOUS;
  const token = /^Bearer (\S+)$/i.exec(header)?.[1];
  const user = token === undefined ? undefined : users.find((one) => isSame(one.token, token));
  if (user === undefined) throw new Refusal(401, 'Unauthorized', 'Unauthorized');
  return { name: user.name, groups: [...user.groups, 'system:authenticated'] };
}

function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** What an asker must be allowed to impersonate, one review each, and who they would be then. */
export interface Impersonation {
  readonly identity: Identity;
  readonly needed: readonly { readonly resource: string; readonly name: string; readonly group: string }[];
}

/** `rawHeaders` keeps repeated headers apart, as several groups are sent. */
export function readImpersonation(rawHeaders: readonly string[]): Impersonation | undefined {
  let user: string | undefined;
  const groups: string[] = [];
  let isOther = false;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    if (name === 'impersonate-user') user = value;
    else if (name === 'impersonate-group') groups.push(value);
    else if (name === 'impersonate-uid' || name.startsWith('impersonate-extra-')) isOther = true;
  }
  if (user === undefined) {
    if (groups.length === 0 && !isOther) return undefined;
    throw new Refusal(
      500,
      'InternalError',
      'Internal error occurred: requested groups without impersonating a user',
      {},
    );
  }
  if (isOther) {
    throw new Refusal(501, 'NotImplemented', 'the demo cluster does not impersonate uid or extra fields', {});
  }
  const own = user === ANONYMOUS.name ? [] : ['system:authenticated'];
  return {
    identity: { name: user, groups: [...new Set([...groups, ...own])] },
    needed: [
      { resource: 'users', name: user, group: '' },
      ...groups.map((name) => ({ resource: 'groups', name, group: '' })),
    ],
  };
}
