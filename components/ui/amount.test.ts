import { expect, test } from 'vitest';
import { amount } from './amount.ts';

test('thousands are set apart, and a minimum carries a plus sign', () => {
  expect([amount(0), amount(999), amount(12_345), amount(8, true)]).toEqual(['0', '999', '12,345', '8+']);
});
