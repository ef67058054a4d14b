import { describe, expect, it } from 'vitest';
import { foundGroups } from './found-groups.ts';
import { groupByWords, parseGroupBy } from './group-by.ts';
import { MOST_GROUPS } from './grouping.ts';
import { labelCandidates } from './label-candidates.ts';
import { makeGrouping, waysToGroup } from './make-grouping.ts';
import { prefixes, shortName } from './name-prefix.ts';

const named = (name: string, labels: Record<string, string> = {}) => ({ name, labels });
const none = () => [];

describe('labels that could name the groups', () => {
  const cluster = Array.from({ length: 24 }, (_, at) =>
    named(`n${at}`, {
      'kubernetes.io/metadata.name': `n${at}`,
      team: `t${at % 6}`,
      tier: at < 22 ? 'web' : 'db',
      ...(at < 8 && { rare: `r${at % 2}` }),
      unique: `u${at}`,
      same: 'same',
    }),
  );

  it('are those that half of the namespaces carry and that put some together, most even first', () => {
    expect(labelCandidates(cluster).map(({ key }) => key)).toEqual(['team', 'tier']);
  });

  it('are found in whatever order the namespaces are read', () => {
    expect(labelCandidates([...cluster].reverse())).toEqual(labelCandidates(cluster));
  });
});

describe('groups by name', () => {
  it('are the first words that at least two namespaces share', () => {
    expect(prefixes(['a-x', 'a-y', 'b', 'c-z'])).toEqual(
      new Map([
        ['a-x', 'a'],
        ['a-y', 'a'],
      ]),
    );
  });

  it('take another word where one would hold nearly all', () => {
    const names = Array.from({ length: 40 }, (_, at) => `prod-${['pay', 'shop', 'data'][at % 3]}-${at}`);
    expect(new Set(prefixes(names).values())).toEqual(new Set(['prod-pay', 'prod-shop', 'prod-data']));
  });

  it('leave a name as it is where nothing would be left of it', () => {
    expect([shortName('pay-ledger', 'pay'), shortName('pay', 'pay'), shortName('payroll', 'pay')]).toEqual([
      'ledger',
      'pay',
      'payroll',
    ]);
  });
});

describe('groups found from lines', () => {
  const clique = (from: number, size: number) =>
    Array.from({ length: size * size }, (_, n) => ({
      from: from + Math.floor(n / size),
      to: from + (n % size),
      weight: 1,
    })).filter((line) => line.from !== line.to);

  it('are those that talk to each other, whoever talks to all of them left out', () => {
    const hub = Array.from({ length: 18 }, (_, to) => ({ from: 18, to, weight: 1 }));
    const groups = foundGroups(20, [
      ...clique(0, 6),
      ...clique(6, 6),
      ...clique(12, 6),
      { from: 2, to: 8, weight: 1 },
      ...hub,
    ]);
    expect([...groups]).toEqual([0, 0, 0, 0, 0, 0, 6, 6, 6, 6, 6, 6, 12, 12, 12, 12, 12, 12, -1, -1]);
  });
});

describe('a grouping', () => {
  it('has every namespace once, those without the label last', () => {
    const { groups, groupOf } = makeGrouping(
      'label:team',
      [named('a', { team: 'x' }), named('b'), named('c', { team: '' }), named('d', { team: 'x' })],
      none,
    );
    expect(groups.map(({ name, namespaces }) => [name, namespaces])).toEqual([
      ['x', ['a', 'd']],
      ['no team', ['b', 'c']],
    ]);
    expect([...groupOf.keys()].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps the largest groups where they are too many, and the rest in one that says how many it is', () => {
    const many = Array.from({ length: 90 }, (_, team) =>
      Array.from({ length: team < 50 ? 3 : 2 }, (_, at) => named(`t${team}-${at}`, { team: `t${team}` })),
    ).flat();
    const { groups } = makeGrouping('label:team', many, none);
    expect(groups.length).toBe(MOST_GROUPS);
    expect(groups.at(-1)).toMatchObject({ kind: 'others', groups: 90 - (MOST_GROUPS - 1) });
    expect(groups.flatMap(({ namespaces }) => namespaces).sort()).toEqual(many.map(({ name }) => name).sort());
  });

  it('is offered only where it puts namespaces together', () => {
    expect(
      waysToGroup(
        ['a', 'b', 'c', 'd'].map((name) => named(name)),
        none,
      ),
    ).toEqual(['none']);
    expect(
      waysToGroup(
        ['a-1', 'a-2', 'b-1', 'b-2'].map((name) => named(name)),
        none,
      ),
    ).toEqual(['prefix', 'none']);
  });

  it('is named in an address and read back', () => {
    for (const by of ['label:app.kubernetes.io/part-of', 'prefix', 'found', 'none'] as const)
      expect(parseGroupBy(by)).toBe(by);
    expect(['label:', 'else', '', null].map(parseGroupBy)).toEqual([undefined, undefined, undefined, undefined]);
    expect(groupByWords('label:team')).toBe('label team');
  });
});
