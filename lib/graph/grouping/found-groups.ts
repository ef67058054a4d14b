/**
 * Groups found from who may reach whom: namespaces that rules let talk to each other more than chance would are together
 * (modularity, moved one by one in the order of names and then as whole groups, so the same cluster gives the same
 * groups). Namespaces that talk to half of all or more say nothing about who belongs together.
 */

/** A line between two namespaces, by index, in any order. */
export interface WeightedLine {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

const MOST_PASSES = 12;
const HUB_SHARE = 0.5;
const LEAST_HUB = 4;

/** The group of each namespace, by the index of its first member; -1 for hubs and for namespaces that talk to nobody. */
export function foundGroups(count: number, lines: readonly WeightedLine[]): Int32Array {
  const hubs = hubsOf(count, lines);
  const kept = lines.filter(({ from, to }) => from !== to && !hubs[from] && !hubs[to]);
  let group = Int32Array.from({ length: count }, (_, at) => at);
  let graph = neighboursOf(count, kept);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const moved = moveEach(graph);
    if (!moved.changed) break;
    group = group.map((each) => moved.group[each] ?? each);
    graph = merged(graph, moved.group);
  }
  const size = new Map<number, number>();
  for (const each of group) size.set(each, (size.get(each) ?? 0) + 1);
  return named(group.map((each) => ((size.get(each) ?? 0) > 1 ? each : -1)));
}

function hubsOf(count: number, lines: readonly WeightedLine[]): Uint8Array {
  const peers = Array.from({ length: count }, () => new Set<number>());
  for (const { from, to } of lines) {
    if (from === to) continue;
    peers[from]?.add(to);
    peers[to]?.add(from);
  }
  const least = Math.max(LEAST_HUB, (count - 1) * HUB_SHARE);
  return Uint8Array.from(peers, (set) => (set.size >= least ? 1 : 0));
}

/** Weights both ways; `self` is what a merged node holds within. */
interface Graph {
  readonly weights: readonly ReadonlyMap<number, number>[];
  readonly self: Float64Array;
}

function neighboursOf(count: number, lines: readonly WeightedLine[]): Graph {
  const weights = Array.from({ length: count }, () => new Map<number, number>());
  for (const { from, to, weight } of lines) {
    weights[from]?.set(to, (weights[from]?.get(to) ?? 0) + weight);
    weights[to]?.set(from, (weights[to]?.get(from) ?? 0) + weight);
  }
  return { weights, self: new Float64Array(count) };
}

function moveEach({ weights, self }: Graph): { readonly group: Int32Array; readonly changed: boolean } {
  const group = Int32Array.from(weights, (_, at) => at);
  const degree = Float64Array.from(weights, (near, at) => sum(near.values()) + (self[at] ?? 0));
  const total = sum(degree);
  const held = Float64Array.from(degree);
  let changed = false;
  for (let again = true, pass = 0; again && total > 0 && pass < MOST_PASSES; pass++) {
    again = false;
    weights.forEach((near, at) => {
      const own = group[at] ?? at;
      const mine = degree[at] ?? 0;
      held[own] = (held[own] ?? 0) - mine;
      const toward = new Map<number, number>([[own, 0]]);
      for (const [other, weight] of near)
        toward.set(group[other] ?? other, (toward.get(group[other] ?? other) ?? 0) + weight);
      const gain = (to: number) => (toward.get(to) ?? 0) - ((held[to] ?? 0) * mine) / total;
      let best = own;
      for (const to of [...toward.keys()].sort((a, b) => a - b)) if (gain(to) > gain(best) + 1e-9) best = to;
      held[best] = (held[best] ?? 0) + mine;
      if (best === own) return;
      group[at] = best;
      again = true;
      changed = true;
    });
  }
  return { group, changed };
}

function merged({ weights, self }: Graph, group: Int32Array): Graph {
  const next = weights.map(() => new Map<number, number>());
  const within = new Float64Array(weights.length);
  weights.forEach((near, at) => {
    const to = group[at] ?? at;
    within[to] = (within[to] ?? 0) + (self[at] ?? 0);
    for (const [other, weight] of near) {
      const end = group[other] ?? other;
      if (end === to) within[to] = (within[to] ?? 0) + weight;
      else next[to]?.set(end, (next[to]?.get(end) ?? 0) + weight);
    }
  });
  return { weights: next, self: within };
}

/** A group is called by its first member. */
function named(group: Int32Array): Int32Array {
  const first = new Map<number, number>();
  return group.map((each, at) => {
    if (each < 0) return -1;
    const name = first.get(each) ?? at;
    first.set(each, name);
    return name;
  });
}

function sum(values: Iterable<number>): number {
  let all = 0;
  for (const value of values) all += value;
  return all;
}
