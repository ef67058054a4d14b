/** Plates and empty strips at their last known place, while the facts are still being read. */

import { workloadNamespace } from '#engine';
import { type GateMark, type MapModel, namespaceOfStrip, type PlacementMemory, type Plate, type Strip } from '#graph';

const UNREAD: GateMark = { text: '', tone: 'muted', wall: 'none', halo: false };

export function skeleton(memory: PlacementMemory): MapModel {
  const folded = Object.keys(memory.slots).every((id) => id === 'outside' || namespaceOfStrip(id) !== undefined);
  const members = Map.groupBy(Object.keys(memory.slots), plateOf);
  const plates = Object.keys(memory.cells).map(
    (id): Plate => ({
      id,
      kind: id === ':outside' ? 'outside' : id === ':folded' ? 'folded' : 'namespace',
      title: id.startsWith(':') ? '' : id,
      policies: '',
      policyCount: 0,
      lines: [],
      strips: (members.get(id) ?? []).map((strip) => emptyStrip(strip, id)),
    }),
  );
  return { plates, edges: [], overlay: [], ...(folded && { folded: true as const }) };
}

/** A strip's id is `namespace/name[Kind]`, or `outside`. */
function plateOf(strip: string): string {
  return strip === 'outside' ? ':outside' : (namespaceOfStrip(strip) ?? workloadNamespace(strip));
}

function emptyStrip(id: string, plate: string): Strip {
  return { id, plate, name: '', kind: '', detail: '', port: '', ingress: UNREAD, egress: UNREAD };
}
