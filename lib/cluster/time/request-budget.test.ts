import { expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { requestBudget } from './request-budget.ts';

it('eight requests fit into a minute, whenever they come', () => {
  const clock = fakeClock();
  const budget = requestBudget(clock);
  expect(budget.waitMs(1)).toBe(0);
  for (let index = 0; index < 7; index++) {
    budget.spend();
    clock.advance(7000);
  }
  expect(budget.waitMs(1)).toBe(0);
  clock.advance(2000);
  expect(budget.waitMs(2)).toBe(9000);
  budget.spend();
  expect(budget.waitMs(1)).toBe(9000);
  clock.advance(9000);
  expect(budget.waitMs(1)).toBe(0);
  expect(budget.waitMs(2)).toBe(7000);
});

it('after a burst the wait is no longer than the cluster may be back before it is noticed', () => {
  const clock = fakeClock();
  const budget = requestBudget(clock);
  for (let index = 0; index < 20; index++) budget.spend();
  expect(budget.waitMs(1)).toBe(10_000);
});
