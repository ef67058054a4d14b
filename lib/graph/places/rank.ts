/** How far right each node belongs: callers left, called right. */

export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/**
 * Rank of nodes 0..count-1: longest path over the arcs that go forward in an Eades-Lin-Smyth order (ties by index).
 * One big cycle is thereby opened where it is weakest instead of being put in one place.
 */
export function ranks(count: number, arcs: readonly Arc[]): number[] {
  const order = forwardOrder(count, arcs);
  const position = new Array<number>(count).fill(0);
  order.forEach((node, i) => {
    position[node] = i;
  });
  const outgoing: number[][] = Array.from({ length: count }, () => []);
  for (const { from, to } of arcs) if ((position[from] ?? 0) < (position[to] ?? 0)) outgoing[from]?.push(to);
  const rank = new Array<number>(count).fill(0);
  for (const node of order) {
    for (const to of outgoing[node] ?? []) rank[to] = Math.max(rank[to] ?? 0, (rank[node] ?? 0) + 1);
  }
  return rank;
}

function forwardOrder(count: number, arcs: readonly Arc[]): number[] {
  const out = new Array<number>(count).fill(0);
  const into = new Array<number>(count).fill(0);
  const around: Arc[][] = Array.from({ length: count }, () => []);
  for (const arc of arcs) {
    if (arc.from === arc.to) continue;
    out[arc.from] = (out[arc.from] ?? 0) + arc.weight;
    into[arc.to] = (into[arc.to] ?? 0) + arc.weight;
    around[arc.from]?.push(arc);
    around[arc.to]?.push(arc);
  }
  const left = new Set(Array.from({ length: count }, (_, i) => i));
  const head: number[] = [];
  const tail: number[] = [];
  const take = (node: number) => {
    left.delete(node);
    for (const arc of around[node] ?? []) {
      if (arc.from === node) into[arc.to] = (into[arc.to] ?? 0) - arc.weight;
      else out[arc.from] = (out[arc.from] ?? 0) - arc.weight;
    }
  };
  while (left.size > 0) {
    const node = pick(left, out, into);
    if ((out[node] ?? 0) <= 0 && (into[node] ?? 0) > 0) tail.push(node);
    else head.push(node);
    take(node);
  }
  return [...head, ...tail.reverse()];
}

/** A sink, else a source, else the node with the most arcs out compared with in. */
function pick(left: ReadonlySet<number>, out: readonly number[], into: readonly number[]): number {
  let source: number | undefined;
  let best = -1;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const node of left) {
    const [o, i] = [out[node] ?? 0, into[node] ?? 0];
    if (o <= 0 && i > 0) return node;
    if (i <= 0 && source === undefined) source = node;
    if (o - i > bestScore) {
      best = node;
      bestScore = o - i;
    }
  }
  return source ?? best;
}
