/** Small hand-made map models for the tests of this folder. */

import type { EdgeKind, GateMark, MapEdge, MapModel, Plate, StripId } from '#graph';

export const OPEN_GATE: GateMark = { text: '9', tone: 'open', wall: 'none', halo: true };
export const CLOSED_GATE: GateMark = { text: '1', tone: 'rule', wall: 'solid', halo: false };

export function edge(kind: EdgeKind, source: StripId, destination: StripId, label?: string): MapEdge {
  return {
    id: `${kind} ${source} > ${destination}`,
    kind,
    source,
    destination,
    ...(label !== undefined && { label }),
  };
}

/** One plate a strip, named after it. */
export function model(ids: readonly StripId[], edges: readonly MapEdge[], overlay: readonly MapEdge[]): MapModel {
  const plates = ids.map(
    (id): Plate => ({
      id: `plate ${id}`,
      kind: 'namespace',
      title: id,
      policies: 'no policy',
      policyCount: 0,
      lines: [],
      strips: [
        {
          id,
          plate: `plate ${id}`,
          name: id,
          kind: 'Deployment',
          detail: '1 pod',
          port: ':8080',
          ingress: OPEN_GATE,
          egress: OPEN_GATE,
        },
      ],
    }),
  );
  return { plates, edges, overlay };
}
