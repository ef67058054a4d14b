import { describe, expect, it } from 'vitest';
import type { Placement, Rect, StripId } from '#graph';
import { edge, model } from '../../graph/fixtures/small-map.ts';
import { stripTowards } from './arrow-navigation.ts';

const at = (x: number, y: number): Rect => ({ x, y, width: 192, height: 44 });
const places = new Map<StripId, Rect>([
  ['a', at(0, 0)],
  ['b', at(0, 160)],
  ['c', at(400, 0)],
  ['d', at(400, 320)],
]);
const placement = { strips: places } as unknown as Placement;
const map = model(['a', 'b', 'c', 'd'], [edge('rule', 'a', 'd')], []);

describe('arrow keys', () => {
  it('start at the topmost strip of the left column', () => {
    expect(stripTowards(map, placement, undefined, 'right')).toBe('a');
  });

  it('follow a lane to the right even where another strip is nearer, and back to the left', () => {
    expect(stripTowards(map, placement, 'a', 'right')).toBe('d');
    expect(stripTowards(map, placement, 'd', 'left')).toBe('a');
  });

  it('prefer a lane that leads where the arrow points', () => {
    const fan = model(['a', 'b', 'c', 'd'], [edge('rule', 'a', 'b'), edge('rule', 'a', 'd')], []);
    expect(stripTowards(fan, placement, 'a', 'right')).toBe('d');
  });

  it('go to the nearest strip where no lane leads', () => {
    expect(stripTowards(map, placement, 'b', 'right')).toBe('c');
    expect(stripTowards(map, placement, 'a', 'down')).toBe('b');
    expect(stripTowards(map, placement, 'b', 'up')).toBe('a');
  });

  it('stay where there is nothing', () => {
    expect(stripTowards(map, placement, 'a', 'up')).toBeUndefined();
  });
});
