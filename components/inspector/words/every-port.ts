/** All ports of a connection, where its short label counts them. */

import { type ConnectionSet, describe, PROTOCOLS } from '#engine';

/** `TCP 80, 443, 1000-1010`, one line a protocol; none where the short label says them all. */
export function everyPort(ports: ConnectionSet): readonly string[] {
  if (!/^\d+ port/.test(describe(ports))) return [];
  return PROTOCOLS.flatMap((protocol) => {
    const ranges = ports[protocol] ?? [];
    if (ranges.length === 0) return [];
    return [
      `${protocol} ${ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ')}`,
    ];
  });
}
