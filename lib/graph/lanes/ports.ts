/** Offsets of lines at their gates, given anew: arrows 12 apart where there is room, lines that leave 6 apart. */

import { GATE_GAP, type LaneGate, type Pin, runsInto, sharePort, tooClose } from './gates.ts';
import type { Lines } from './lines.ts';

const EGRESS_OFFSETS = [0, -6, 6, -12, 12, -18, 18];
const FOLDED_OFFSETS = [0, -6, 6];
const BELOW = [12, 18];
/** A strip lower than this has room for three lines at a gate. */
const LOW_STRIP = 15;

export function assignPorts(gates: readonly LaneGate[], all: Lines): void {
  const folded = all.half < LOW_STRIP;
  for (const gate of gates) if (gate.side === 'ingress') assignIngress(gate, all, folded);
  for (const gate of gates) if (gate.side === 'egress') assignEgress(gate, folded ? FOLDED_OFFSETS : EGRESS_OFFSETS);
  storePorts(gates);
}

export function storePorts(gates: readonly LaneGate[]): void {
  for (const gate of gates) {
    for (const pin of gate.pins) {
      for (const line of pin.lines) {
        if (gate.side === 'egress') line.exit = pin.offset ?? 0;
        else line.entry = pin.offset ?? 0;
      }
    }
  }
}

/** The net whose hub is here takes the middle, else the straight one; lines from above enter above it. */
function assignIngress(gate: LaneGate, all: Lines, folded: boolean): void {
  const hub = gate.pins.find((pin) => all.sides[pin.net] === 'target');
  const middle = hub ?? gate.pins.find((pin) => pin.straight) ?? gate.pins[0];
  if (!middle) return;
  middle.offset = 0;
  const others = gate.pins.filter((pin) => pin !== middle);
  const below = folded ? [6] : BELOW;
  const ups = others.filter((pin) => pin.up).sort(nearestFirst(gate));
  const downs = others.filter((pin) => !pin.up).sort(nearestFirst(gate));
  const taken = new Set<number>();
  placeSide(
    gate,
    ups,
    below.map((offset) => -offset),
    below,
    taken,
  );
  placeSide(
    gate,
    downs,
    below,
    below.map((offset) => -offset),
    taken,
  );
}

/** The nearest lane takes the outermost place, so that lines at one gate do not cross. */
function placeSide(gate: LaneGate, pins: Pin[], own: number[], spare: number[], taken: Set<number>): void {
  const free = (offset: number) => !taken.has(offset);
  const wanted = [...own.filter(free), ...spare.filter(free)].slice(0, pins.length);
  const inOrder = wanted.slice(0, own.filter(free).length).reverse();
  const places = [...inOrder, ...wanted.slice(inOrder.length)];
  pins.forEach((pin, i) => {
    const offset = places[i];
    if (offset === undefined) sharePort(gate, pin, own.at(-1) ?? 0);
    else {
      pin.offset = offset;
      taken.add(offset);
    }
  });
}

function nearestFirst(gate: LaneGate): (a: Pin, b: Pin) => number {
  const sign = gate.side === 'egress' ? 1 : -1;
  return (a, b) => sign * ((a.lane ?? 0) - (b.lane ?? 0)) || a.net - b.net;
}

function assignEgress(gate: LaneGate, offsets: readonly number[]): void {
  const straight = gate.pins.filter((pin) => pin.straight);
  for (const pin of straight) placeStraight(gate, pin);
  const rest = gate.pins.filter((pin) => !pin.straight);
  if (rest.length === 0) return;
  const wishes = wishedOffsets(gate, rest, offsets);
  const match = matchOffsets(gate, rest, offsets, wishes);
  rest.forEach((pin, i) => {
    const offset = match[i];
    if (offset !== undefined) pin.offset = offset;
  });
  rest.forEach((pin, i) => {
    if (match[i] === undefined) sharePort(gate, pin, nearest(offsets, wishes[i] ?? 0));
  });
}

function nearest(offsets: readonly number[], wish: number): number {
  return offsets.reduce((best, each) => (Math.abs(each - wish) < Math.abs(best - wish) ? each : best), 0);
}

/** A straight line leaves where it enters. */
function placeStraight(gate: LaneGate, pin: Pin): void {
  const target = gate.across?.pins.find((other) => other.net === pin.net);
  const offset = target?.offset ?? 0;
  if (tooClose(gate, pin, offset).length > 0 || runsInto(gate, pin, offset).length > 0) sharePort(gate, pin, offset);
  else pin.offset = offset;
}

/** From top to bottom: lines that go up, nearest lane first; both ways; lines that go down, nearest lane last. */
function wishedOffsets(gate: LaneGate, rest: Pin[], offsets: readonly number[]): number[] {
  const near = nearestFirst(gate);
  const ups = rest.filter((pin) => pin.up && !pin.down).sort(near);
  const both = rest.filter((pin) => pin.up && pin.down).sort(near);
  const downs = rest.filter((pin) => !pin.up).sort((a, b) => near(b, a));
  const order = [...ups, ...both, ...downs];
  const fixed = gate.pins.find((pin) => pin.straight)?.offset;
  const wish = new Map<Pin, number>();
  if (fixed === undefined) {
    const chosen = offsets.slice(0, order.length).sort((a, b) => a - b);
    order.forEach((pin, i) => {
      wish.set(pin, chosen[i] ?? 0);
    });
  } else {
    [...ups, ...both].reverse().forEach((pin, i) => {
      wish.set(pin, fixed - GATE_GAP * (i + 1));
    });
    downs.forEach((pin, i) => {
      wish.set(pin, fixed + GATE_GAP * (i + 1));
    });
  }
  return rest.map((pin) => wish.get(pin) ?? 0);
}

/** Bipartite matching of pins and offsets, nearest to the wish first; undefined where none is left. */
function matchOffsets(
  gate: LaneGate,
  rest: Pin[],
  offsets: readonly number[],
  wishes: number[],
): (number | undefined)[] {
  const choices = rest.map((pin, i) =>
    offsets
      .filter((offset) => tooClose(gate, pin, offset).length === 0 && runsInto(gate, pin, offset).length === 0)
      .sort((a, b) => Math.abs(a - (wishes[i] ?? 0)) - Math.abs(b - (wishes[i] ?? 0)) || a - b),
  );
  const owner = new Map<number, number>();
  const seat = (i: number, tried: Set<number>): boolean => {
    for (const offset of choices[i] ?? []) {
      if (tried.has(offset)) continue;
      tried.add(offset);
      const other = owner.get(offset);
      if (other === undefined || seat(other, tried)) {
        owner.set(offset, i);
        return true;
      }
    }
    return false;
  };
  rest.forEach((_, i) => {
    seat(i, new Set());
  });
  const match: (number | undefined)[] = rest.map(() => undefined);
  for (const [offset, i] of owner) match[i] = offset;
  return match;
}
