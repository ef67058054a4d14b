/** Ports and ends as text. */

import { type ConnectionSet, isEmpty, isEverything, PROTOCOLS } from '#engine';

/** `All Connections`, `No Connections`, or `TCP 80,8080-8090,UDP 53` with protocols by name. */
export function portsText(ports: ConnectionSet): string {
  if (isEmpty(ports)) return 'No Connections';
  if (isEverything(ports)) return 'All Connections';
  const parts = PROTOCOLS.flatMap((protocol) => {
    const ranges = (ports[protocol] ?? []).map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
    return ranges.length > 0 ? [`${protocol} ${ranges.join(',')}`] : [];
  });
  return parts.sort().join(',');
}

/** Marked where not every pair of pods has these ports, and where a policy that is not judged may say otherwise. */
export function rowText(ports: ConnectionSet, { partial, unknown }: Marks): string {
  return [portsText(ports), ...(partial ? [PARTIAL] : []), ...(unknown ? ['(unknown)'] : [])].join(' ');
}

interface Marks {
  readonly partial?: boolean | undefined;
  readonly unknown?: boolean | undefined;
}

export const PARTIAL = '(partial)';

/** Ranges of addresses are marked, as pods and workloads carry their kind. */
export function endText(end: string): string {
  return end.includes('/') ? end : `${end}[External]`;
}
