import { describe, expect, it } from 'vitest';
import { legible } from './measures.ts';

describe('type on the map', () => {
  it.each([13, 12.5, 12, 11.5, 10.8])('of %d px is never below 10 px on screen down to 45 %', (size) => {
    for (let zoom = 0.45; zoom <= 1.3; zoom += 0.01) expect(legible(size, zoom) * zoom).toBeGreaterThanOrEqual(9.999);
  });

  it('shrinks with the map as long as it can be read, and never grows beyond its boxes', () => {
    expect(legible(13, 0.9)).toBe(13);
    expect(legible(13, 0.1)).toBeCloseTo(13 * 2.4);
  });
});
