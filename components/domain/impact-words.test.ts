import { expect, test } from 'vitest';
import { impactInWords } from './impact-words.ts';

const NOTHING = { removed: 0, removedByRule: 0, added: 0, changed: 0, dnsCut: 0 };

test.each([
  [{ removed: 7 }, '−7', 'removes 7 pairs', 'removes'],
  [{ added: 1 }, '+1', 'adds 1 pair', 'adds'],
  [
    { removed: 1200, removedByRule: 4, added: 2, changed: 3 },
    '+2 −1,200',
    'removes 1,200 pairs, 4 of them admitted by a rule, adds 2 pairs, changes the ports of 3',
    'removes',
  ],
  [{ dnsCut: 2 }, '0', 'cuts DNS for 2 workloads', 'removes'],
  [{}, '0', 'changes no pair today', 'none'],
] as const)('%o reads %s', (impact, short, long, tone) => {
  expect(impactInWords({ ...NOTHING, ...impact })).toEqual({ short, long, tone });
});
