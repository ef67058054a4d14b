import { describe, expect, it } from 'vitest';
import { chances, FLEET, SHOP } from '../../../harness/fleet.ts';
import { fleetSnapshot, knownCluster } from '../fixtures/fleet-snapshot.ts';
import { LEVEL_CASES, setCase, setKnown, VIEWPORTS } from '../fixtures/level-cases.ts';
import { drawGroups } from '../levels/draw-groups.ts';
import { drawNamespaces, drawOpenGroup } from '../levels/draw-namespaces.ts';
import { drawSelectedNamespace } from '../levels/draw-selected.ts';
import { drawWorkloads } from '../levels/draw-workloads.ts';
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

describe.each(LEVEL_CASES)('the level of namespaces: $name', (one) => {
  it.each(VIEWPORTS)('is lawful in $width x $height', (viewport) => {
    const { facts, memory } = setCase(one, viewport);
    expect(brokenLevelLaws(drawNamespaces({ facts, memory, viewport }).picture)).toEqual([]);
  });

  it('has a mark for every namespace, and draws each line or that of its groups', () => {
    const { facts, memory } = setCase(one, USUAL);
    const { marks, lines, inGates } = drawNamespaces({ facts, memory, viewport: USUAL }).picture;
    expect(marks.map(({ namespace }) => namespace).sort()).toEqual(Object.values(memory.order).flat().sort());
    const told = lines.reduce((sum, line) => sum + line.lines, 0);
    if (inGates === 0)
      expect(told).toBe(
        facts.lines.filter(
          ({ place }) =>
            place === 'line' || (place === 'group' && lines.some(({ source }) => source.startsWith('namespace '))),
        ).length,
      );
  });
});

describe.each(LEVEL_CASES)('the level of workloads: $name', (one) => {
  it.each(VIEWPORTS)(
    'is lawful in $width x $height, and has a row for every workload that is not on a rail',
    (viewport) => {
      const { facts, memory, known } = setCase(one, viewport);
      const { picture } = drawWorkloads({ facts, memory, viewport }, known.reachability);
      expect(brokenLevelLaws(picture)).toEqual([]);
      const rails = new Set(facts.railFacts.map(({ name }) => name));
      const own = known.reachability.workloads.filter(({ namespace }) => !rails.has(namespace)).map(({ id }) => id);
      expect(picture.workloads.map(({ workload }) => workload).sort()).toEqual(own.sort());
    },
  );
});

describe.each(LEVEL_CASES)('what is selected: $name', (one) => {
  it('has all its lines drawn, those of rails too, and they cross nothing', () => {
    const { facts, memory } = setCase(one, USUAL);
    const drawn = drawNamespaces({ facts, memory, viewport: USUAL });
    const { namespaces } = facts.fold.census;
    for (const name of namespaces.filter((_, at) => at % 7 === 0)) {
      const own = facts.lines.filter(({ from, to }) => namespaces[from] === name || namespaces[to] === name);
      const { lines, all } = drawSelectedNamespace(name, facts, drawn);
      const unplaced = own.filter(({ from, to }) =>
        [from, to].every((at) => facts.railFacts.some((rail) => rail.name === namespaces[at])),
      );
      const ofStrip = drawn.picture.lines.filter(({ source, destination }) =>
        [source, destination].includes(`namespace ${name}`),
      );
      expect(all).toBe(own.length);
      expect(lines.length, name).toBe(Math.min(150, all - ofStrip.length) - unplaced.length);
      expect(
        brokenLevelLaws({
          ...drawn.picture,
          lines: [...drawn.picture.lines.slice(0, 150 - lines.length), ...lines],
          routes: [],
        }),
        name,
      ).toEqual([]);
    }
  });
});

describe.each(LEVEL_CASES)('an opened group: $name', (one) => {
  it.each(VIEWPORTS)('is lawful in $width x $height, whichever is opened', (viewport) => {
    const { facts, memory } = setCase(one, viewport);
    for (const { id } of facts.groups.slice(0, 12)) {
      const drawn = drawOpenGroup({ facts, memory, viewport }, id);
      expect(drawn && brokenLevelLaws(drawn.picture), id).toEqual([]);
    }
  });

  it('draws every line of its namespaces, and the order of the others stays', () => {
    const { facts, memory } = setCase(one, USUAL);
    const { namespaces } = facts.fold.census;
    for (const { id, namespaces: own } of facts.groups.slice(0, 12)) {
      const picture = drawOpenGroup({ facts, memory, viewport: USUAL }, id)?.picture;
      const mine = facts.lines.filter(
        ({ from, to, place }) =>
          place !== 'rail' && (own.includes(namespaces[from] ?? '') || own.includes(namespaces[to] ?? '')),
      );
      if (picture && picture.lines.length < 150)
        expect(picture.lines.reduce((sum, { lines }) => sum + lines, 0)).toBe(mine.length);
      const before = drawGroups({ facts, memory, viewport: USUAL }).picture.plates;
      const byColumn = (plates: typeof before) =>
        [...plates].sort((a, b) => a.rect.y - b.rect.y || a.rect.x - b.rect.x).map((plate) => plate.id);
      expect(byColumn(picture?.plates ?? [])).toEqual(byColumn(before));
    }
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

describe('six teams of a large cluster', () => {
  it('have all their workloads as rows that can be read at rest', () => {
    const teams = FLEET.teams.slice(0, 6);
    const viewport = { width: 1048, height: 754 };
    const { facts, memory, known } = setCase(
      { plan: { ...FLEET, teams, workloads: [4, 9] }, by: 'label:team' },
      viewport,
    );
    const bare = { ...memory, rails: { top: [], foot: [] } };
    const { picture } = drawWorkloads({ facts, memory: bare, viewport }, known.reachability);
    expect(picture.legibleFrom).toBe(1);
    expect(picture.workloads.length).toBeGreaterThan(400);
  });
});
