/** Which nets touch which gate, from which side, and which gates face each other across a street. */

import type { Line } from './lines.ts';

/** A net at one gate. */
export interface Pin {
  readonly net: number;
  readonly lines: Line[];
  /** Lane of its item in the street at the gate; undefined when it only runs straight across. */
  lane: number | undefined;
  up: boolean;
  down: boolean;
  /** Runs straight across to the facing gate. */
  straight: boolean;
  /** From the middle of the strip; undefined until it is given. */
  offset: number | undefined;
  /** Where it was before. */
  wish: number | undefined;
}

export interface LaneGate {
  readonly side: 'ingress' | 'egress';
  readonly y: number;
  readonly pins: Pin[];
  /** The gate across the street in the same row, if lines touch it. */
  across: LaneGate | undefined;
}

export function collectGates(lines: readonly Line[]): LaneGate[] {
  const gates = new Map<string, LaneGate>();
  const gateOf = (side: LaneGate['side'], channel: number, y: number): LaneGate => {
    const key = `${side} ${channel} ${y}`;
    const known = gates.get(key);
    if (known) return known;
    const gate: LaneGate = { side, y, pins: [], across: undefined };
    gates.set(key, gate);
    const facing = gates.get(`${side === 'ingress' ? 'egress' : 'ingress'} ${channel} ${y}`);
    if (facing) {
      gate.across = facing;
      facing.across = gate;
    }
    return gate;
  };
  for (const line of lines) {
    addPin(gateOf('egress', line.source.right, line.source.y), line);
    addPin(gateOf('ingress', line.target.left, line.target.y), line);
  }
  return [...gates.values()];
}

function addPin(gate: LaneGate, line: Line): void {
  let pin = gate.pins.find((each) => each.net === line.net);
  if (!pin) {
    const open = { lane: undefined, offset: undefined, wish: undefined };
    pin = { net: line.net, lines: [], up: false, down: false, straight: false, ...open };
    gate.pins.push(pin);
  }
  pin.lines.push(line);
  if (line.path.length === 0) {
    pin.straight = true;
    return;
  }
  const egress = gate.side === 'egress';
  pin.lane = egress ? line.lanes[0] : line.lanes.at(-1);
  const next = line.path.length === 1 ? undefined : egress ? line.lanes[1] : line.lanes.at(-2);
  const toward = next ?? (egress ? line.target.y : line.source.y);
  if (toward < gate.y) pin.up = true;
  else pin.down = true;
}

/** Two nets at one gate, or meeting across a street, are at least this far apart. */
export const GATE_GAP = 6;

/** Pins from across the street that a line at this offset would run along. */
export function runsInto(gate: LaneGate, pin: Pin, offset: number): Pin[] {
  if (!gate.across) return [];
  return gate.across.pins.filter((other) => {
    if (other.net === pin.net || other.offset === undefined) return false;
    if (Math.abs(other.offset - offset) >= GATE_GAP) return false;
    const [egress, ingress] = gate.side === 'egress' ? [pin, other] : [other, pin];
    if (egress.straight || ingress.straight || egress.lane === undefined || ingress.lane === undefined) return true;
    return egress.lane > ingress.lane - GATE_GAP;
  });
}

export function tooClose(gate: LaneGate, pin: Pin, offset: number, gap = GATE_GAP): Pin[] {
  return gate.pins.filter(
    (other) => other !== pin && other.offset !== undefined && Math.abs(other.offset - offset) < gap,
  );
}

/** Puts a pin where it has to share: everything it touches there is marked. */
export function sharePort(gate: LaneGate, pin: Pin, offset: number): void {
  pin.offset = offset;
  for (const each of [pin, ...tooClose(gate, pin, offset), ...runsInto(gate, pin, offset)]) {
    for (const line of each.lines) line.bundled = true;
  }
}
