/** Engine gate -> what the end of a strip shows: number, tone, wall, bracket. */

import type { ConnectionChange, Direction, Gate, WorkloadId } from '#engine';
import type { GateMark } from './map-model.ts';

/** The outside: nobody has read what may pass there. */
export const UNKNOWN_GATE: GateMark = { text: '?', tone: 'unknown', wall: 'none', halo: false };

/** Isolated is what network policies make of it: that stays true whatever other policies say. */
const WALLS = { no: 'none', part: 'part', yes: 'solid' } as const;

/** `9`, `8+`, `2k`: a count that fits a gate. */
export function gateCount(peers: number, minimum: boolean): string {
  return `${peers < 1000 ? peers : `${Math.floor(peers / 1000)}k`}${minimum ? '+' : ''}`;
}

/** Totals view: how many may pass, in the colour of why; `lowerBounds`: where there may be more. */
export function gateMark(gate: Gate, lowerBounds = false): GateMark {
  if (gate.unknown) return { ...UNKNOWN_GATE, wall: WALLS[gate.isolated] };
  const text = gateCount(gate.peers, lowerBounds);
  if (gate.isolated === 'no') return { text, tone: 'open', wall: 'none', halo: true };
  return {
    text,
    tone: gate.peers > 0 ? 'rule' : 'denied',
    wall: gate.isolated === 'yes' ? 'solid' : 'part',
    halo: false,
  };
}

export interface GateChange {
  readonly gained: number;
  readonly lost: number;
}

const NO_CHANGE: GateChange = { gained: 0, lost: 0 };

/** Key `ingress id` or `egress id` -> pairs gained and lost through that gate. */
export function gateChanges(
  added: readonly ConnectionChange[],
  removed: readonly ConnectionChange[],
): ReadonlyMap<string, GateChange> {
  const changes = new Map<string, GateChange>();
  const note = (direction: Direction, workload: WorkloadId, field: keyof GateChange) => {
    const key = `${direction} ${workload}`;
    const old = changes.get(key) ?? NO_CHANGE;
    changes.set(key, { ...old, [field]: old[field] + 1 });
  };
  for (const [list, field] of [[added, 'gained'] as const, [removed, 'lost'] as const]) {
    for (const change of list) {
      note('egress', change.source, field);
      note('ingress', change.destination, field);
    }
  }
  return changes;
}

/** Changes view: `+1`, `−9`, both, or a dot; `new` walls where only the draft isolates. */
export function changedGateMark(before: Gate | undefined, after: Gate, change: GateChange = NO_CHANGE): GateMark {
  const base = gateMark(after);
  const isNew = after.isolated === 'yes' && before?.isolated !== 'yes';
  // What policies of other kinds may decide is no number, whatever network policies add or take.
  if (after.unknown) return { ...base, wall: isNew ? 'new' : base.wall };
  const tone = change.lost > 0 ? 'denied' : change.gained > 0 ? 'rule' : 'muted';
  return { text: changeText(change), tone, wall: isNew ? 'new' : base.wall, halo: base.halo };
}

function changeText({ gained, lost }: GateChange): string {
  if (gained === 0 && lost === 0) return '·';
  const both = `${gained > 0 ? `+${gained}` : ''}${lost > 0 ? `−${lost}` : ''}`;
  return both.length <= 4 ? both : `±${gained + lost}`;
}
