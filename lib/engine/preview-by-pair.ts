/**
 * A preview one pair of classes at a time, for clusters with several planes (port-set.ts): a pair's ports count once
 * whatever the family of the traffic, which pieces of rows cannot tell.
 */

import { classNumbers } from './columns.ts';
import type { Group } from './groups.ts';
import type { Moved, Movement } from './movement.ts';
import type { Direction } from './objects.ts';
import type { Overlay } from './overlay.ts';
import type { PortSet } from './port-set.ts';
import type { Rectangle, Sums } from './rectangle.ts';
import { connectFlat } from './totals.ts';

export function addChangeByPair(
  overlay: Overlay,
  { affected }: Movement,
  direction: Direction,
  { after: gate }: Moved,
  sum: Sums,
): void {
  for (const { pairs, was, is, more, less } of changedPairs(overlay, { affected }, direction, gate)) {
    const { none } = overlay.base.ports;
    sum.gained += BigInt(pairs * more.size);
    sum.lost += BigInt(pairs * less.size);
    if (was === none) sum.gainedPairs += pairs;
    if (is === none) sum.lostPairs += pairs;
  }
}

function* changedPairs(
  overlay: Overlay,
  { affected }: Pick<Movement, 'affected'>,
  direction: Direction,
  gate: Group,
): Generator<ChangedPair> {
  const { base, after } = overlay;
  const { ports, universe } = base;
  const { sets } = universe;
  const others = direction === 'ingress' ? sets.selectable : sets.subtract(sets.selectable, affected.ingress);
  for (const subject of gate.classes) {
    const weight = universe.weights[subject] ?? 0;
    for (const other of classNumbers(others)) {
      const ends: [number, number] = direction === 'ingress' ? [other, subject] : [subject, other];
      const [was, is] = [connectFlat(base, ...ends), connectFlat(after, ...ends)];
      if (was === is) continue;
      const pairs = weight * (universe.weights[other] ?? 0);
      const [more, less] = [ports.subtract(is, was), ports.subtract(was, is)];
      yield { subject, other, pairs, was, is, more, less };
    }
  }
}

interface ChangedPair {
  readonly subject: number;
  readonly other: number;
  readonly pairs: number;
  readonly was: PortSet;
  readonly is: PortSet;
  readonly more: PortSet;
  readonly less: PortSet;
}

export function* rectanglesByPair(
  overlay: Overlay,
  movement: Movement,
  direction: Direction,
  { before, after }: Moved,
): Generator<Rectangle> {
  const { ports, universe } = overlay.base;
  for (const { subject, other, more, less } of changedPairs(overlay, movement, direction, after)) {
    const peers = universe.sets.of([other, other + 1]);
    const block = { direction, subjects: [subject], before, after };
    if (more !== ports.none) yield { change: 'gained', piece: { ports: more, peers }, ...block };
    if (less !== ports.none) yield { change: 'lost', piece: { ports: less, peers }, ...block };
  }
}
