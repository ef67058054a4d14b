import { describe, expect, it } from 'vitest';
import { chances, SHOP } from '../../../harness/fleet.ts';
import { fleetSnapshot, knownCluster } from '../fixtures/fleet-snapshot.ts';
import { LEVEL_CASES, setCase, setKnown, VIEWPORTS } from '../fixtures/level-cases.ts';
import { drawGroups } from '../levels/draw-groups.ts';
import { brokenLevelLaws } from './check-levels.ts';

const [, USUAL = { width: 1048, height: 754 }] = VIEWPORTS;

describe.each(LEVEL_CASES)('the level of groups: $name', (one) => {
  it.each(VIEWPORTS)('is lawful in $width x $height', (viewport) => {
    const { facts, memory } = setCase(one, viewport);
    expect(brokenLevelLaws(drawGroups({ facts, memory, viewport }).picture)).toEqual([]);
  });

  it('tells every pair in one of five places, and every line as drawn or counted in the gates', () => {
    const { facts, memory, known } = setCase(one, USUAL);
    expect(facts.total).toBe(known.reachability.totals.allowed);
    const { lines, inGates } = drawGroups({ facts, memory, viewport: USUAL }).picture;
    expect(lines.length + inGates).toBe(facts.groupLines.length);
    expect(facts.groupLines.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(facts.sum.lines);
  });

  it('has every namespace once: on a plate or a rail', () => {
    const { facts, memory, known } = setCase(one, USUAL);
    const told = [...Object.values(memory.order).flat(), ...memory.rails.top, ...memory.rails.foot].sort();
    expect(told).toEqual(known.snapshot.namespaces.map(({ name }) => name).sort());
    expect(facts.groups.reduce((sum, { namespaces }) => sum + namespaces.length, 0) + facts.railFacts.length).toBe(
      told.length,
    );
  });
});

describe('the same cluster', () => {
  it('gives the same picture in whatever order it is read', () => {
    const snapshot = fleetSnapshot(SHOP);
    const next = chances(5);
    const mixed = <T>(list: readonly T[]) =>
      [...list]
        .map((one) => ({ one, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one);
    const shuffled = {
      namespaces: mixed(snapshot.namespaces),
      pods: mixed(snapshot.pods),
      policies: mixed(snapshot.policies),
    };
    for (const by of ['label:team', 'prefix', 'found'] as const) {
      const pictures = [snapshot, shuffled].map((each) => {
        const { facts, memory } = setKnown(knownCluster(each), by, USUAL);
        return drawGroups({ facts, memory, viewport: USUAL }).picture;
      });
      expect(pictures[1]).toEqual(pictures[0]);
    }
  });
});

describe('a cluster that changes', () => {
  it('moves no plate and no cell for one line more', () => {
    const before = setCase({ plan: SHOP, by: 'label:team' }, USUAL);
    const more = { ...SHOP, lines: SHOP.lines + 0.1 };
    const after = setKnown(knownCluster(fleetSnapshot(more)), 'label:team', USUAL, before.memory);
    expect(after.facts.sum.lines).toBeGreaterThan(before.facts.sum.lines);
    const [a, b] = [before, after].map(({ facts, memory }) => drawGroups({ facts, memory, viewport: USUAL }).picture);
    expect(b?.plates).toEqual(a?.plates);
    expect(b?.marks).toEqual(a?.marks);
  });

  it('keeps the gap of a namespace that is gone, and appends one that is new', () => {
    const snapshot = fleetSnapshot(SHOP);
    const before = setKnown(knownCluster(snapshot), 'label:team', USUAL);
    const gone = snapshot.namespaces[7]?.name ?? '';
    const team = snapshot.namespaces[7]?.labels.team ?? '';
    const namespaces = [
      ...snapshot.namespaces.filter(({ name }) => name !== gone),
      { name: `${team}-aaa`, labels: { team } },
    ];
    const pods = snapshot.pods.filter(({ namespace }) => namespace !== gone);
    const after = setKnown(knownCluster({ ...snapshot, namespaces, pods }), 'label:team', USUAL, before.memory);
    const order = before.memory.order[team] ?? [];
    expect(after.memory.order[team]).toEqual([...order.map((name) => (name === gone ? '' : name)), `${team}-aaa`]);
    expect(after.memory.cells).toEqual(before.memory.cells);
    expect(brokenLevelLaws(drawGroups({ facts: after.facts, memory: after.memory, viewport: USUAL }).picture)).toEqual(
      [],
    );
  });

  it('gives a new group a free cell, else a new row, and moves no other', () => {
    const before = setCase({ plan: SHOP, by: 'label:team' }, USUAL);
    const after = setCase({ plan: { ...SHOP, teams: [...SHOP.teams, 'games'] }, by: 'label:team' }, USUAL);
    const kept = setKnown(after.known, 'label:team', USUAL, before.memory);
    for (const [id, cell] of Object.entries(before.memory.cells)) expect(kept.memory.cells[id]).toEqual(cell);
    const cells = Object.values(kept.memory.cells).map(({ column, row }) => `${column} ${row}`);
    expect(new Set(cells).size).toBe(cells.length);
    expect(brokenLevelLaws(drawGroups({ facts: kept.facts, memory: kept.memory, viewport: USUAL }).picture)).toEqual(
      [],
    );
  });
});
