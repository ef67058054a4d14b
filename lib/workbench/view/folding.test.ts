import { expect, test } from 'vitest';
import type { WorkbenchState } from '../state/state.ts';
import { foldingOf } from './folding.ts';

function state(namespaces: number, each: number, more: Partial<WorkbenchState> = {}): WorkbenchState {
  const workloads = Array.from({ length: namespaces * each }, (_, at) => ({
    hostNetwork: false,
    namespace: `n${at % namespaces}`,
  }));
  return { reachability: { workloads }, namespaces: 'all', detail: 'auto', ...more } as unknown as WorkbenchState;
}

test('folds above what can be read, and only where that says more', () => {
  expect(foldingOf(state(6, 10))).toEqual({ folded: false, choice: 'none' });
  expect(foldingOf(state(6, 11))).toEqual({ folded: true, choice: 'both' });
  expect(foldingOf(state(2, 50))).toEqual({ folded: false, choice: 'both' });
  expect(foldingOf(state(1, 600))).toEqual({ folded: false, choice: 'none' });
});

test('a person may choose, as long as it can be drawn', () => {
  expect(foldingOf(state(6, 11, { detail: 'workloads' })).folded).toBe(false);
  expect(foldingOf(state(2, 50, { detail: 'namespaces' })).folded).toBe(true);
  expect(foldingOf(state(60, 11, { detail: 'workloads' }))).toEqual({ folded: true, choice: 'namespaces only' });
});

test('counts what is in view alone', () => {
  expect(foldingOf(state(60, 11, { namespaces: ['n1', 'n2'] })).folded).toBe(false);
});
