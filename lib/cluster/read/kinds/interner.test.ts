import { expect, it } from 'vitest';
import { interner } from './interner.ts';

it('equal values are one, frozen, and stay one while they are asked for', () => {
  const intern = interner();
  const first = intern({ app: 'web' });
  expect(Object.isFrozen(first)).toBe(true);
  for (let index = 0; index < 20_000; index++) {
    intern({ app: 'storm', n: String(index) });
    if (index % 3_000 === 0) expect(intern({ app: 'web' })).toBe(first);
  }
});

it('what is not asked for any more is forgotten', () => {
  const intern = interner();
  const first = intern({ app: 'web' });
  for (let index = 0; index < 20_000; index++) intern({ n: String(index) });
  expect(intern({ app: 'web' })).not.toBe(first);
});
