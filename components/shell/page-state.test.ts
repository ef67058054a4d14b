import { describe, expect, test } from 'vitest';
import { type ClusterSnapshot, type Health, type KindHealth, STATE_KINDS } from '#stream';
import { pageState } from './page-state.ts';

const snapshot = {} as ClusterSnapshot;
const link = { state: 'open' } as const;
const HEARD: KindHealth = { state: 'live', ageMs: 10, count: 1 };
const SILENT: KindHealth = { state: 'connecting', ageMs: null, count: 0 };

function health(all: KindHealth, pods: KindHealth = all): Health {
  const kinds = Object.fromEntries(STATE_KINDS.map((kind) => [kind, SILENT])) as Health['kinds'];
  return { kinds: { ...kinds, namespaces: all, pods, networkpolicies: all } };
}

describe('pageState', () => {
  test('an empty snapshot before anything was heard is not an empty cluster', () => {
    expect(pageState({ snapshot, link, health: health(SILENT) })).toBe('loading');
  });

  test('is ready once namespaces, pods and policies were heard of', () => {
    expect(pageState({ snapshot, link, health: health(HEARD, SILENT) })).toBe('loading');
    expect(pageState({ snapshot, link, health: health(HEARD) })).toBe('ready');
  });

  test('is ready with a part of the pods, and not with a part of the policies', () => {
    const reading: KindHealth = { state: 'connecting', ageMs: 5, count: 500 };
    const part = (kind: 'pods' | 'networkpolicies') => ({ incomplete: [kind] }) as unknown as ClusterSnapshot;
    expect(pageState({ snapshot: part('pods'), link, health: health(HEARD, reading) })).toBe('ready');
    expect(pageState({ snapshot: part('networkpolicies'), link, health: health(HEARD, reading) })).toBe('loading');
  });

  test('a kind that may not be read does not hold the map up', () => {
    const forbidden: KindHealth = { state: 'forbidden', ageMs: null, count: 0, error: 'no' };
    expect(pageState({ snapshot, link, health: health(HEARD, forbidden) })).toBe('ready');
  });

  test('a cluster that never answered has a page of its own', () => {
    const refused: KindHealth = { ...SILENT, error: 'connection refused' };
    expect(pageState({ snapshot, link, health: health(refused) })).toBe('no-cluster');
  });

  test('a map that was shown stays when the link is lost', () => {
    expect(pageState({ snapshot, link: { state: 'lost' }, health: health(HEARD) })).toBe('ready');
    expect(pageState({ link: { state: 'lost' } })).toBe('no-cluster');
  });
});
