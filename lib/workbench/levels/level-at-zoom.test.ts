import { describe, expect, it } from 'vitest';
import { levelAtZoom } from './level-at-zoom.ts';

describe('the level that is drawn at a zoom', () => {
  it('is the one asked for at rest, deeper when near, and the one above from afar', () => {
    expect([0.5, 1, 1.5, 3].map((zoom) => levelAtZoom('groups', zoom, undefined))).toEqual([
      'groups',
      'groups',
      'namespaces',
      'workloads',
    ]);
    expect([0.5, 1, 2].map((zoom) => levelAtZoom('namespaces', zoom, undefined))).toEqual([
      'groups',
      'namespaces',
      'workloads',
    ]);
  });

  it('does not flicker while the zoom swings about a bound', () => {
    expect(levelAtZoom('groups', 1.3, 'groups')).toBe('groups');
    expect(levelAtZoom('groups', 1.3, 'namespaces')).toBe('namespaces');
    expect(levelAtZoom('groups', 1.2, 'namespaces')).toBe('groups');
  });
});
