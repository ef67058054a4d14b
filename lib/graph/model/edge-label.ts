/** What the tag on a line says of its ports. */

import type { ConnectionSet, PortRange } from '#engine';

const EVERY: PortRange = [1, 65535];

function isEvery(ranges: readonly PortRange[] | undefined): boolean {
  return ranges?.length === 1 && ranges[0]?.[0] === EVERY[0] && ranges[0][1] === EVERY[1];
}

function rangeText([first, last]: PortRange): string {
  return first === last ? `${first}` : `${first}-${last}`;
}

/** `any port`, `any UDP`, `TCP 8080`, `TCP 80, 443-450`; more than two entries are counted: `3 ports`, `3 port ranges`. */
export function edgeLabel(ports: ConnectionSet): string {
  const protocols = (['TCP', 'UDP', 'SCTP'] as const).filter((protocol) => (ports[protocol]?.length ?? 0) > 0);
  if (protocols.length === 3 && protocols.every((protocol) => isEvery(ports[protocol]))) return 'any port';
  const entries = protocols.flatMap((protocol) => ports[protocol] ?? []);
  if (entries.length > 2) {
    return `${entries.length} ${entries.every(([first, last]) => first === last) ? 'ports' : 'port ranges'}`;
  }
  return protocols
    .map((protocol) => {
      const ranges = ports[protocol] ?? [];
      return isEvery(ranges) ? `any ${protocol}` : `${protocol} ${ranges.map(rangeText).join(', ')}`;
    })
    .join(', ');
}

/** Ports in `a` that are not in `b`. */
export function withoutPorts(a: ConnectionSet, b: ConnectionSet): ConnectionSet {
  const left: Partial<Record<keyof ConnectionSet, readonly PortRange[]>> = {};
  for (const protocol of ['TCP', 'UDP', 'SCTP'] as const) {
    const rest = (a[protocol] ?? []).flatMap((range) => cut(range, b[protocol] ?? []));
    if (rest.length > 0) left[protocol] = rest;
  }
  return left;
}

function cut([first, last]: PortRange, holes: readonly PortRange[]): PortRange[] {
  const rest: PortRange[] = [];
  let next = first;
  for (const [from, to] of holes) {
    if (to < next || from > last) continue;
    if (from > next) rest.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= last) rest.push([next, last]);
  return rest;
}
