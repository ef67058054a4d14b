/** Whether an address leads back to this machine by its own form, without asking any name server. */

import { isIP } from 'node:net';

/** `host` as in a URL: lower case, IPv6 in brackets. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  // A name may begin with 127 too.
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}
