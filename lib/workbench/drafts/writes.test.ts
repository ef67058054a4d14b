import { expect, it } from 'vitest';
import type { PolicyWrite } from '#stream';
import { writtenTwice } from './writes.ts';

const put = (id: string): PolicyWrite => ({ action: 'put', id, object: {}, base: null });

it.each([
  [[], undefined],
  [['shop/a', 'shop/b'], undefined],
  [['shop/a', 'shop/b', 'shop/a'], 'The draft has shop/a twice; discard one of the two.'],
])('writes of %j go out together unless one policy stands there twice', (ids, why) => {
  expect(writtenTwice(ids.map(put))).toBe(why);
});
