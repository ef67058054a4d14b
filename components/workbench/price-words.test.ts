import { expect, test } from 'vitest';
import { priceWords } from './price-words.ts';

test.each([
  [{ removed: 7, added: 0, changed: 0 }, '−7', 'removes 7 pairs', 'removes'],
  [{ removed: 0, added: 1, changed: 0 }, '+1', 'adds 1 pair', 'adds'],
  [
    { removed: 1200, added: 2, changed: 3 },
    '+2 −1,200',
    'removes 1,200 pairs, adds 2 pairs, changes the ports of 3',
    'removes',
  ],
  [{ removed: 0, added: 0, changed: 0 }, '0', 'changes no pair today', 'none'],
] as const)('%o reads %s', (price, short, long, tone) => {
  expect(priceWords(price)).toEqual({ short, long, tone });
});
