/** Offsets at gates when other lines already have theirs: draft, unfolded and kept lines. */

import { GATE_GAP, type LaneGate, type Pin, runsInto, sharePort, tooClose } from './gates.ts';
import type { Lines } from './lines.ts';

const ARROW_GAP = 12;
const INGRESS = [0, -12, 12, -18, 18, -6, 6];
/** Denied lines end beside the middle, so that they never share an end with an allowed one. */
const DENIED_INGRESS = [15, -15, 12, -12, 18, -18, 9, -9];
const EGRESS = [0, -6, 6, -12, 12, -18, 18];
const FOLDED = [0, -6, 6];
const LOW_STRIP = 15;

/** Gives an offset to every pin that has none; pins with one stay. */
export function fitPorts(gates: readonly LaneGate[], all: Lines): void {
  const folded = all.half < LOW_STRIP;
  const waiting = (gate: LaneGate) =>
    gate.pins.filter((pin) => pin.offset === undefined).sort((a, b) => rank(a, all) - rank(b, all) || a.net - b.net);
  for (const gate of gates) {
    if (gate.side === 'ingress') for (const pin of waiting(gate)) fitIngress(gate, pin, folded);
  }
  for (const gate of gates) {
    if (gate.side === 'egress') for (const pin of waiting(gate)) fitEgress(gate, pin, folded);
  }
}

/** Hubs first: the trunk of a net takes the best place. */
function rank(pin: Pin, all: Lines): number {
  return all.sides[pin.net] === 'target' ? 0 : 1;
}

function fitIngress(gate: LaneGate, pin: Pin, folded: boolean): void {
  const denied = pin.lines.some((line) => line.edge.kind === 'denied');
  const list = folded ? FOLDED : denied ? DENIED_INGRESS : INGRESS;
  const partner = pin.straight ? gate.across?.pins.find((other) => other.net === pin.net) : undefined;
  if (partner?.offset !== undefined) {
    settle(gate, pin, [partner.offset], partner.offset, [GATE_GAP]);
    return;
  }
  const tries = withWish(list, pin);
  const across = gate.across;
  if (!partner || !across) {
    settle(gate, pin, tries, list[0] ?? 0, [ARROW_GAP, GATE_GAP]);
    return;
  }
  const both = (offset: number) => isClear(across, partner, offset, GATE_GAP);
  settle(gate, pin, tries.filter(both), list[0] ?? 0, [ARROW_GAP, GATE_GAP]);
  const offset = pin.offset ?? 0;
  if (both(offset)) partner.offset = offset;
  else sharePort(across, partner, offset);
}

function fitEgress(gate: LaneGate, pin: Pin, folded: boolean): void {
  const list = folded ? FOLDED : EGRESS;
  const side = pin.up && !pin.down ? -1 : 1;
  const sided = list.map((offset) => (side < 0 ? offset : offset === 0 ? 0 : -offset));
  settle(gate, pin, withWish(sided, pin), 0, [GATE_GAP]);
}

function withWish(list: readonly number[], pin: Pin): number[] {
  return pin.wish === undefined ? [...list] : [pin.wish, ...list];
}

function isClear(gate: LaneGate, pin: Pin, offset: number, gap: number): boolean {
  return tooClose(gate, pin, offset, gap).length === 0 && runsInto(gate, pin, offset).length === 0;
}

function settle(gate: LaneGate, pin: Pin, tries: readonly number[], last: number, gaps: readonly number[]): void {
  for (const gap of gaps) {
    const offset = tries.find((each) => isClear(gate, pin, each, gap));
    if (offset !== undefined) {
      pin.offset = offset;
      return;
    }
  }
  sharePort(gate, pin, pin.wish ?? last);
}

/** Keeps what was: a pin goes back to its wish unless a line that was put before it is in the way. */
export function keepPorts(
  gates: readonly LaneGate[],
  wishOf: (pin: Pin, side: LaneGate['side']) => number | undefined,
): void {
  for (const gate of gates) for (const pin of gate.pins) pin.wish = wishOf(pin, gate.side);
  for (const gate of gates) {
    for (const pin of gate.pins) {
      if (pin.wish === undefined) continue;
      if (pin.straight) {
        const partner = gate.across?.pins.find((other) => other.net === pin.net);
        if (partner?.wish !== pin.wish) continue;
      }
      if (isClear(gate, pin, pin.wish, GATE_GAP)) pin.offset = pin.wish;
    }
  }
}
