import { describe, expect, it } from 'vitest';
import { desaturate, mix, parseColour } from './colour.ts';

describe('colours', () => {
  it('read what tokens are written in', () => {
    expect(parseColour('#f75f50')).toEqual({ red: 247, green: 95, blue: 80, alpha: 1 });
    expect(parseColour(' rgb(244 224 77 / 0.1)')).toEqual({ red: 244, green: 224, blue: 77, alpha: 0.1 });
    expect(parseColour('#abc')).toEqual({ red: 170, green: 187, blue: 204, alpha: 1 });
    expect(parseColour('tomato')).toBeUndefined();
  });

  it('fade towards the ground and stay opaque', () => {
    expect(mix('#ffffff', '#000000', 0.5)).toBe('rgb(128,128,128)');
    expect(mix('#ffffff', '#000000', 1)).toBe('rgb(255,255,255)');
  });

  it('lose hue but not brightness', () => {
    const grey = parseColour(desaturate('#3fd8a8', 0));
    expect(grey?.red).toBe(grey?.green);
    expect(grey?.red).toBeGreaterThan(170);
  });
});
