import { describe, expect, it } from 'vitest';
import type { ClusterSnapshot, Health, Kind } from '#stream';
import { areLowerBounds, isReading, isUnjudged, readingWords } from './lower-bounds.ts';

const partOf = (...incomplete: Kind[]) => ({ pods: [], incomplete, cluster: {} }) as unknown as ClusterSnapshot;
const health = (pods: object) => ({ kinds: { pods } }) as unknown as Health;

describe('a part of a cluster', () => {
  it('has lower bounds while pods are being read, and none when only services are missing', () => {
    expect(areLowerBounds({ snapshot: partOf('pods') })).toBe(true);
    expect(areLowerBounds({ snapshot: partOf('services') })).toBe(false);
    expect(areLowerBounds({})).toBe(false);
  });

  it('has lower bounds also where a namespace may not be read', () => {
    const hidden = { ...partOf(), cluster: { unreadable: [{ name: 'secret', kinds: ['pods'] }] } };
    expect(areLowerBounds({ snapshot: hidden as unknown as ClusterSnapshot })).toBe(true);
    expect(isReading({ snapshot: hidden as unknown as ClusterSnapshot })).toBe(false);
  });

  it('cannot be judged before its policies are read', () => {
    expect(isUnjudged({ snapshot: partOf('networkpolicies', 'pods') })).toBe(true);
    expect(isUnjudged({ snapshot: partOf('pods') })).toBe(false);
  });

  it('says how far it came, and of how many where that is known', () => {
    const snapshot = partOf('pods');
    expect(readingWords({ snapshot, health: health({ count: 4000 }) })).toBe('Reading pods, 4,000 so far');
    const known = health({ count: 4000, expected: 10_000 });
    expect(readingWords({ snapshot, health: known })).toBe('Reading pods, 4,000 of 10,000 so far');
    expect(readingWords({ snapshot: partOf(), health: known })).toBeUndefined();
  });
});
