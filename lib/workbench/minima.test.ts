import { describe, expect, it } from 'vitest';
import type { ClusterSnapshot, Health, Kind } from '#stream';
import { areMinima, isReading, isUnjudged, readingWords } from './minima.ts';

const partOf = (...incomplete: Kind[]) => ({ pods: [], incomplete, cluster: {} }) as unknown as ClusterSnapshot;
const health = (pods: object) => ({ kinds: { pods } }) as unknown as Health;

describe('a part of a cluster', () => {
  it('has minima while pods are being read, and none when only services are missing', () => {
    expect(areMinima({ snapshot: partOf('pods') })).toBe(true);
    expect(areMinima({ snapshot: partOf('services') })).toBe(false);
    expect(areMinima({})).toBe(false);
  });

  it('has minima also where a namespace may not be read', () => {
    const hidden = { ...partOf(), cluster: { unreadable: [{ name: 'secret', kinds: ['pods'] }] } };
    expect(areMinima({ snapshot: hidden as unknown as ClusterSnapshot })).toBe(true);
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
