import { describe, expect, it } from 'vitest';
import { fitPlace } from './camera.ts';

const bounds = (width: number, height: number) => ({ x: 0, y: 0, width, height });

describe('fitting the map to the window', () => {
  it('stays at 100 % where that just fits, so that text is sharp', () => {
    expect(fitPlace(bounds(990, 560), 1016, 748).zoom).toBe(1);
    expect(fitPlace(bounds(960, 560), 1016, 748).zoom).toBe(1);
  });

  it('shrinks what does not fit and enlarges to 130 % at most', () => {
    expect(fitPlace(bounds(2000, 560), 1000, 748).zoom).toBeLessThan(0.5);
    expect(fitPlace(bounds(300, 300), 1000, 748).zoom).toBe(1.3);
  });

  it('centres on whole pixels', () => {
    const { pan } = fitPlace(bounds(991, 561), 1016, 748);
    expect([pan.x, pan.y]).toEqual([Math.round(12.5), Math.round(93.5)]);
  });
});
