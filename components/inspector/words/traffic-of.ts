/** What rules admit between one namespace and each other one, counted in pairs of workloads. */

import { type Direction, type Reachability, workloadNamespace } from '#engine';

export interface TrafficRow {
  readonly namespace: string;
  readonly admitted: number;
  /** All pairs there are. */
  readonly of: number;
}

export interface NamespaceTrafficRows
  extends Readonly<Record<Direction, { readonly closed: number; readonly rows: readonly TrafficRow[] }>> {
  /** Other namespaces that run something. */
  readonly others: number;
  /** Its workloads that policies can close. */
  readonly judged: number;
}

/** The namespaces with the largest share first. */
export function trafficOf(name: string, { workloads, byRule }: Reachability): NamespaceTrafficRows {
  const judged = workloads.filter(({ hostNetwork }) => !hostNetwork);
  const sizes = new Map<string, number>();
  for (const { namespace } of judged) sizes.set(namespace, (sizes.get(namespace) ?? 0) + 1);
  const own = judged.filter(({ namespace }) => namespace === name);
  const side = (direction: Direction) => {
    const counts = new Map<string, number>();
    for (const { source, destination } of byRule) {
      const [here, there] = direction === 'ingress' ? [destination, source] : [source, destination];
      const other = workloadNamespace(there);
      if (workloadNamespace(here) !== name || other === name) continue;
      counts.set(other, (counts.get(other) ?? 0) + 1);
    }
    const rows = [...counts].map(
      ([namespace, admitted]): TrafficRow => ({ namespace, admitted, of: own.length * (sizes.get(namespace) ?? 1) }),
    );
    const share = (row: TrafficRow) => row.admitted / row.of;
    rows.sort((a, b) => share(b) - share(a) || (a.namespace < b.namespace ? -1 : 1));
    return { closed: own.filter((workload) => workload[direction].isolated !== 'no').length, rows };
  };
  const others = sizes.size - (sizes.has(name) ? 1 : 0);
  return { others, judged: own.length, ingress: side('ingress'), egress: side('egress') };
}
