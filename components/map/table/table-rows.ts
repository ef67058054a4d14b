/** The map as rows: what the tables beside the canvas say, for screen readers and for tests of the product. */

import type { Connection, ConnectionSet, Reachability, WorkloadReach } from '#engine';
import type { EdgeKind, MapEdge, MapModel } from '#graph';

export interface DrawnConnection {
  readonly id: string;
  readonly source: string;
  readonly destination: string;
  readonly ports: string;
  readonly verdict: 'allowed' | 'denied' | 'unknown';
  readonly admission: 'rule' | 'open' | '';
  /** What the draft does to it. */
  readonly change: 'added' | 'removed' | 'changed' | '';
}

const VERDICT: Readonly<Record<EdgeKind, Pick<DrawnConnection, 'verdict' | 'admission' | 'change'>>> = {
  rule: { verdict: 'allowed', admission: 'rule', change: '' },
  open: { verdict: 'allowed', admission: 'open', change: '' },
  denied: { verdict: 'denied', admission: '', change: '' },
  unknown: { verdict: 'unknown', admission: '', change: '' },
  added: { verdict: 'allowed', admission: 'rule', change: 'added' },
  removed: { verdict: 'denied', admission: '', change: 'removed' },
  changed: { verdict: 'allowed', admission: 'rule', change: 'changed' },
};

/** Every line the map draws, base first. */
export function connectionRows(model: MapModel, shown: Reachability | undefined): DrawnConnection[] {
  const known = new Map(shown?.byRule.map((connection) => [pairKey(connection), connection]));
  return [...model.edges, ...model.overlay].map((edge) => ({
    id: edge.id,
    source: edge.source,
    destination: edge.destination,
    ports: portsOf(edge, known.get(pairKey(edge))),
    ...VERDICT[edge.kind],
  }));
}

function pairKey(pair: { readonly source: string; readonly destination: string }): string {
  return `${pair.source} > ${pair.destination}`;
}

function portsOf(edge: MapEdge, connection: Connection | undefined): string {
  if ((edge.kind === 'rule' || edge.kind === 'changed' || edge.kind === 'unknown') && connection !== undefined)
    return portWords(connection.ports);
  if (edge.kind === 'added') return edge.label?.replace(/^(\? )?\+ /, '') ?? '';
  return edge.kind === 'open' ? 'any port' : '';
}

const EVERY_PORT = '1-65535';

/** All of them, unlike the tag on the line: `TCP 80, TCP 443, UDP 53`. */
export function portWords(ports: ConnectionSet): string {
  const words = (['TCP', 'UDP', 'SCTP'] as const).flatMap((protocol) =>
    (ports[protocol] ?? []).map(([first, last]) => `${protocol} ${first === last ? first : `${first}-${last}`}`),
  );
  if (words.length === 3 && words.every((word) => word.endsWith(` ${EVERY_PORT}`))) return 'any port';
  return words.map((word) => (word.endsWith(` ${EVERY_PORT}`) ? `any ${word.split(' ')[0]}` : word)).join(', ');
}

/** Workloads the map has a strip for. */
export function workloadRows(model: MapModel, shown: Reachability | undefined): WorkloadReach[] {
  const strips = new Set<string>(model.plates.flatMap((plate) => plate.strips.map((strip) => strip.id)));
  return (shown?.workloads ?? []).filter((workload) => strips.has(workload.id));
}
