import { expect, it } from 'vitest';
import { requestBudget } from './request-budget.ts';
import { fakeClock } from './testing/fake-clock.ts';

it('eight requests fit into a minute, whenever they come', () => {
  const clock = fakeClock();
  const budget = requestBudget(clock);
  expect(budget.waitMs(1)).toBe(0);
  for (let index = 0; index < 7; index++) {
    budget.spend();
    clock.advance(1000);
  }
  expect(budget.waitMs(1)).toBe(0);
  expect(budget.waitMs(2)).toBe(53_000);
  budget.spend();
  expect(budget.waitMs(1)).toBe(53_000);
  clock.advance(53_000);
  expect(budget.waitMs(1)).toBe(0);
  expect(budget.waitMs(2)).toBe(1000);
});

it('what went over the budget is waited for as well', () => {
  const clock = fakeClock();
  const budget = requestBudget(clock);
  for (let index = 0; index < 20; index++) budget.spend();
  expect(budget.waitMs(1)).toBe(60_000);
});
