import { describe, expect, it } from 'vitest';
import type { Rights } from './namespace-rights.ts';
import { rightsRounds } from './rights-rounds.ts';

const MINUTE = 60_000;
const names = (count: number) => Array.from({ length: count }, (_, at) => `n-${at}`);
const answers = (asked: readonly string[], listable = ['pods']): Rights =>
  new Map(asked.map((name) => [name, { listable: new Set(listable), mayApply: false }]));

/** Rounds a minute apart, all answered alike; how many namespaces each asked about. */
function ask(rounds: ReturnType<typeof rightsRounds>, namespaces: readonly string[], minutes: number, from = 0) {
  return Array.from({ length: minutes }, (_, at) => {
    const due = rounds.due(namespaces, (from + at) * MINUTE);
    rounds.take(answers(due), (from + at) * MINUTE);
    return due;
  });
}

describe('rights are asked about', () => {
  it('of every namespace at first, then of eight a minute', () => {
    expect(ask(rightsRounds(), names(16), 5).map(({ length }) => length)).toEqual([16, 8, 8, 8, 8]);
    expect(ask(rightsRounds(), names(120), 5).map(({ length }) => length)).toEqual([50, 58, 28, 8, 8]);
  });

  it('of each in turn, and of few every minute', () => {
    const [, ...later] = ask(rightsRounds(), names(16), 5);
    expect(new Set(later.slice(0, 2).flat())).toEqual(new Set(names(16)));
    expect(ask(rightsRounds(), names(4), 3)).toEqual([names(4), names(4), names(4)]);
  });

  it('of one that is new at once, and of no other for it', () => {
    const rounds = rightsRounds();
    ask(rounds, names(16), 1);
    expect(rounds.due([...names(16), 'new'], 1000)).toEqual(['new']);
  });

  it('of all others again, once an answer differs from the one before', () => {
    const rounds = rightsRounds();
    ask(rounds, names(30), 1);
    const [first = ''] = rounds.due(names(30), MINUTE);
    rounds.take(answers([first], ['pods', 'services']), MINUTE);
    expect(rounds.due(names(30), 2 * MINUTE)).toHaveLength(29);
    rounds.take(answers(names(30)), 2 * MINUTE);
    rounds.take(answers(rounds.due(names(30), 3 * MINUTE)), 3 * MINUTE);
    expect(rounds.due(names(30), 4 * MINUTE)).toHaveLength(8);
  });

  it('again at the next round where there was no answer; what was known stays known', () => {
    const rounds = rightsRounds();
    ask(rounds, names(2), 1);
    expect(rounds.due(names(2), MINUTE)).toEqual(names(2));
    expect([...rounds.take(new Map(), MINUTE).keys()]).toEqual(names(2));
    expect(rounds.due(names(2), MINUTE + 1000)).toEqual(names(2));
  });

  it('no more of one that is gone', () => {
    const rounds = rightsRounds();
    ask(rounds, names(3), 1);
    expect(rounds.due(names(2), 1000)).toEqual([]);
    expect([...rounds.take(new Map(), 1000).keys()]).toEqual(names(2));
  });
});
