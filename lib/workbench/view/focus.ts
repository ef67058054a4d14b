/**
 * What is singled out on the map, and with it what must stand back. Pure: from drawn edges and a choice to sets.
 *
 * A workload lights its whole path: everything that leads to it and everything it leads to, over edges that rules
 * admit. Edges unfolded for it (open, denied) stay at full strength without the highlighter.
 */

import { isChange, type MapEdge, type MapModel, type PlateId, type StripId } from '#graph';

export type Choice =
  | { readonly type: 'strip'; readonly id: StripId }
  | { readonly type: 'edge'; readonly source: StripId; readonly destination: StripId }
  | { readonly type: 'plate'; readonly id: PlateId }
  | { readonly type: 'strips'; readonly ids: ReadonlySet<StripId> };

export interface Focus {
  /** Strips that keep their strength. */
  readonly strips: ReadonlySet<StripId>;
  readonly plates: ReadonlySet<PlateId>;
  /** Gates that keep their strength, see `gateKey`. */
  readonly gates: ReadonlySet<string>;
  /** Edges under the highlighter. */
  readonly lit: ReadonlySet<string>;
  /** Edges that keep their strength: the lit ones and those unfolded for the choice. */
  readonly clear: ReadonlySet<string>;
  /** Strips in a signal frame. */
  readonly framed: ReadonlySet<StripId>;
}

export function gateKey(strip: StripId, side: 'ingress' | 'egress'): string {
  return `${side} ${strip}`;
}

export function focusOn(model: MapModel, choice: Choice): Focus {
  const lit = new Set(litEdges(model, choice).map((edge) => edge.id));
  const clear = new Set(lit);
  for (const edge of model.overlay) if (isUnfoldedFor(edge, choice)) clear.add(edge.id);
  const framed = framedStrips(choice);
  const strips = new Set(framed);
  const gates = new Set<string>();
  for (const strip of framed) gates.add(gateKey(strip, 'ingress')).add(gateKey(strip, 'egress'));
  for (const edge of [...model.edges, ...model.overlay]) {
    if (!clear.has(edge.id)) continue;
    strips.add(edge.source).add(edge.destination);
    gates.add(gateKey(edge.source, 'egress')).add(gateKey(edge.destination, 'ingress'));
  }
  addMembers(model, choice, strips, gates);
  return { strips, gates, lit, clear, framed, plates: platesOf(model, strips, choice) };
}

function framedStrips(choice: Choice): ReadonlySet<StripId> {
  if (choice.type === 'strip') return new Set([choice.id]);
  return choice.type === 'edge' ? new Set([choice.source, choice.destination]) : new Set();
}

function litEdges(model: MapModel, choice: Choice): readonly MapEdge[] {
  if (choice.type === 'edge') {
    const same = (edge: MapEdge) => edge.source === choice.source && edge.destination === choice.destination;
    return [...model.edges, ...model.overlay].filter(same);
  }
  if (choice.type !== 'strip') return [];
  const path = model.edges.filter((edge) => edge.kind !== 'open' && edge.kind !== 'denied');
  // From namespace to namespace nearly all lead to all: only its own lines say something.
  if (model.folded) return path.filter((edge) => edge.source === choice.id || edge.destination === choice.id);
  return [...follow(path, choice.id, 'destination', 'source'), ...follow(path, choice.id, 'source', 'destination')];
}

type End = 'source' | 'destination';

/** Edges met when walking from a strip, always entering an edge at `from` and leaving it at `to`. */
function follow(edges: readonly MapEdge[], start: StripId, from: End, to: End): MapEdge[] {
  const byEnd = Map.groupBy(edges, (edge) => edge[from]);
  const seen = new Set([start]);
  const queue = [start];
  const met: MapEdge[] = [];
  for (let strip = queue.pop(); strip !== undefined; strip = queue.pop()) {
    for (const edge of byEnd.get(strip) ?? []) {
      met.push(edge);
      if (seen.has(edge[to])) continue;
      seen.add(edge[to]);
      queue.push(edge[to]);
    }
  }
  return met;
}

function isUnfoldedFor(edge: MapEdge, choice: Choice): boolean {
  if (isChange(edge.kind)) return true;
  return choice.type === 'strip' && (edge.source === choice.id || edge.destination === choice.id);
}

function addMembers(model: MapModel, choice: Choice, strips: Set<StripId>, gates: Set<string>): void {
  const add = (id: StripId) => {
    strips.add(id);
    gates.add(gateKey(id, 'ingress')).add(gateKey(id, 'egress'));
  };
  if (choice.type === 'strips') for (const id of choice.ids) add(id);
  if (choice.type !== 'plate') return;
  for (const strip of model.plates.find((plate) => plate.id === choice.id)?.strips ?? []) add(strip.id);
}

function platesOf(model: MapModel, strips: ReadonlySet<StripId>, choice: Choice): ReadonlySet<PlateId> {
  const plates = new Set<PlateId>();
  if (choice.type === 'plate') plates.add(choice.id);
  for (const plate of model.plates) if (plate.strips.some((strip) => strips.has(strip.id))) plates.add(plate.id);
  return plates;
}
