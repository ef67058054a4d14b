/** Ranges compared side by side against every address looked up by itself. */

import { expect, test } from 'vitest';
import type { ConnectionRow } from '../answers/connection-list.ts';
import { formatAddress, type Position, parseAddress } from '../sets/address.ts';
import { diffConnections, type ListDiff } from './list-diff.ts';

const LINE = 24;

/** A small generator of its own, so that every run asks the same. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

function rangesOn(random: (below: number) => number, inside: string): ConnectionRow[] {
  const rows: ConnectionRow[] = [];
  for (let first = random(4); first < LINE; ) {
    const last = Math.min(LINE - 1, first + random(5));
    const port = 1 + random(2);
    const partial = random(3) === 0 ? { partial: true as const } : {};
    const source = `${formatAddress(BigInt(first))}-${formatAddress(BigInt(last))}`;
    rows.push({ source, destination: inside, ports: { TCP: [[port, port]] }, ...partial });
    first = last + 1 + random(4);
  }
  return rows;
}

/** What the rows say of one address. */
function saidOf(rows: readonly ConnectionRow[], inside: string, at: Position): string {
  const row = rows.find(({ source, destination }) => {
    const [first = 1n, last = 0n] = source.split('-').map((text) => parseAddress(text));
    return destination === inside && first <= at && at <= last;
  });
  return row ? `${row.ports.TCP?.[0]?.[0]} ${row.partial === true}` : 'nothing';
}

function saidByDiff({ added, removed, changed }: ListDiff, inside: string, at: Position): string[] {
  const both = changed.map(({ partial, before, after, ...ends }) => ({
    was: { ...ends, ports: before, ...(partial?.before && { partial: true as const }) },
    is: { ...ends, ports: after, ...(partial?.after && { partial: true as const }) },
  }));
  const was = [...removed, ...both.map((one) => one.was)];
  const is = [...added, ...both.map((one) => one.is)];
  return [was, is].map((rows) => saidOf(rows, inside, at));
}

test('every address within differing ranges, and no other, is said to differ, as it does', () => {
  for (let seed = 0; seed < 60; seed++) {
    const random = randomFrom(seed);
    const insides = ['app/a[Pod]', 'app/b[Pod]', 'app/c[Pod]'];
    const [before, after] = [insides, insides].map((ends) => {
      const shared = random(1000);
      // Some ends have the very same list.
      return ends.flatMap((end) => rangesOn(random(2) === 0 ? randomFrom(shared) : random, end));
    }) as [ConnectionRow[], ConnectionRow[]];
    const diff = diffConnections(before, after);
    for (const inside of insides) {
      for (let at = 0n; at < BigInt(LINE); at++) {
        const [was, is] = [saidOf(before, inside, at), saidOf(after, inside, at)];
        const wanted = was === is ? ['nothing', 'nothing'] : [was, is];
        expect(saidByDiff(diff, inside, at), `${seed}: ${inside} ${at}`).toEqual(wanted);
      }
    }
  }
});

test('neighbours that changed alike are one range', () => {
  const row = (source: string, port: number): ConnectionRow => {
    return { source, destination: 'app/a[Pod]', ports: { TCP: [[port, port]] } };
  };
  const { changed } = diffConnections(
    [row('10.0.0.0-10.0.0.255', 80)],
    [row('10.0.0.0-10.0.0.127', 81), row('10.0.0.128-10.0.0.255', 81)],
  );
  expect(changed.map(({ source }) => source)).toEqual(['10.0.0.0-10.0.0.255']);
});
