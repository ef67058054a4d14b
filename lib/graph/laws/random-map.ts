/** Random clusters as map models, for the laws: even, hub-in, hub-out and mixed, with cycles, some with the outside. */

import type { EdgeKind, GateMark, MapEdge, MapModel, Plate, Strip, StripId } from '../model/map-model.ts';

const GATE: GateMark = { text: '1', tone: 'rule', wall: 'solid', halo: false };

export interface RandomMap {
  /** Workloads in each namespace. */
  readonly sizes: readonly number[];
  readonly pairs: readonly (readonly [number, number])[];
  readonly shape: 'even' | 'hub-in' | 'hub-out' | 'mixed';
  readonly outside: boolean;
}

/** A row of numbers that is the same on every machine. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 3;
  };
}

/** One cluster of a given size, without a choice of shape. */
export function busyMap(seed: number, namespaces: number, workloads: number, edges: number): RandomMap {
  const next = numbers(seed);
  return {
    sizes: Array.from({ length: namespaces }, () => workloads),
    pairs: Array.from({ length: edges }, () => [next(), next()] as const),
    shape: 'mixed',
    outside: true,
  };
}

/** Names in an order that has nothing to do with their numbers. */
function nameOf(i: number): string {
  return `ns-${((i * 7919) % 1009).toString(36)}`;
}

export function mapOf(random: RandomMap): MapModel {
  const plates: Plate[] = random.sizes.map((count, n) => {
    const id = nameOf(n);
    const strips = Array.from({ length: count }, (_, w) => strip(`${id}/w${w}[Deployment]`, id, `w${w}`));
    const policies = n % 2 === 0 ? 'no policy' : '12 policies';
    return { id, kind: 'namespace', title: id, policies, policyCount: n % 2, strips, lines: [] };
  });
  if (random.outside) {
    const outside = strip('outside', ':outside', 'Internet');
    const title = 'outside the cluster';
    plates.push({ id: ':outside', kind: 'outside', title, policies: '', policyCount: 0, strips: [outside], lines: [] });
  }
  const ids = plates.flatMap((plate) => plate.strips.map((each) => each.id));
  return { plates, edges: edgesOf(random, ids, 'rule'), overlay: [] };
}

function strip(id: StripId, plate: string, name: string): Strip {
  return { id, plate, name, kind: 'Deployment', detail: '1 pod', port: '', ingress: GATE, egress: GATE };
}

function edgesOf(random: RandomMap, ids: readonly StripId[], kind: EdgeKind): MapEdge[] {
  const hub = Math.max(1, Math.floor(ids.length / 20));
  const edges = new Map<string, MapEdge>();
  random.pairs.forEach(([a, b], i) => {
    const intoHub = random.shape === 'hub-in' || (random.shape === 'mixed' && i % 3 === 0);
    const outOfHub = random.shape === 'hub-out' || (random.shape === 'mixed' && i % 3 === 1);
    const source = ids[a % (outOfHub ? hub : ids.length)] ?? '';
    const destination = ids[b % (intoHub ? hub : ids.length)] ?? '';
    if (source === destination) return;
    const id = `${kind} ${source} > ${destination}`;
    edges.set(id, { id, source, destination, kind, label: i % 4 === 0 ? 'TCP 8080' : 'any port' });
  });
  return [...edges.values()];
}
