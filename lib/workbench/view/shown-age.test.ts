import { expect, test } from 'vitest';
import type { ArrivedRevision } from '../state/state.ts';
import { afterRevision, behindSince, withRevision } from './shown-age.ts';

test('the map is as old as the first change that is not on it', () => {
  let unjudged: readonly ArrivedRevision[] = [];
  for (const [revision, at] of [
    [5, 100],
    [6, 200],
    [7, 300],
  ] as const) {
    unjudged = withRevision(unjudged, revision, at);
  }
  expect(behindSince({ unjudged })).toBe(100);
  expect(behindSince({ unjudged: afterRevision(unjudged, 5) })).toBe(200);
  expect(behindSince({ unjudged: afterRevision(unjudged, 7) })).toBeUndefined();
});

test('what waits is told apart up to a bound, and never looks younger than it is', () => {
  let unjudged: readonly ArrivedRevision[] = [];
  for (let revision = 1; revision <= 10_000; revision++) unjudged = withRevision(unjudged, revision, revision);
  expect(unjudged.length).toBeLessThanOrEqual(100);
  expect(behindSince({ unjudged: afterRevision(unjudged, 9_999) })).toBeLessThanOrEqual(10_000);
  expect(behindSince({ unjudged: afterRevision(unjudged, 10_000) })).toBeUndefined();
});

test('a revision that came before is no news', () => {
  const unjudged = withRevision([], 3, 100);
  expect(withRevision(unjudged, 3, 900)).toBe(unjudged);
});
