import { describe, expect, it } from 'vitest';
import { SHOP } from '../../../harness/fleet.ts';
import { setCase } from '../fixtures/level-cases.ts';
import { drawNamespaces } from '../levels/draw-namespaces.ts';
import type { LevelPicture } from '../levels/picture.ts';
import { brokenLevelLaws } from './check-levels.ts';

const VIEWPORT = { width: 1048, height: 754 };

function picture(): LevelPicture {
  const { facts, memory } = setCase({ plan: SHOP, by: 'label:team' }, VIEWPORT);
  return drawNamespaces({ facts, memory, viewport: VIEWPORT }).picture;
}

describe('the checker of the levels sees', () => {
  it('a line that goes straight', () => {
    const { lines, ...rest } = picture();
    const straight = lines.map((line) => ({
      ...line,
      points: [line.points[0], line.points.at(-1)].flatMap((point) => point ?? []),
    }));
    expect(brokenLevelLaws({ ...rest, lines: straight }).length).toBeGreaterThan(lines.length / 4);
  });

  it('a line over a strip', () => {
    const { lines, marks, ...rest } = picture();
    const [first] = marks;
    const y = (first?.rect.y ?? 0) + 5;
    const over = lines.map((line, at) =>
      at === 0
        ? {
            ...line,
            points: [
              { x: 0, y },
              { x: 1000, y },
            ],
          }
        : line,
    );
    expect(brokenLevelLaws({ ...rest, marks, lines: over })).not.toEqual([]);
  });

  it('lanes that lie on each other', () => {
    const { routes, ...rest } = picture();
    const [a, b] = routes;
    const same = a && b ? [...routes, { ...b, points: a.points, net: 'another', bundled: false }] : routes;
    expect(a?.bundled).toBe(false);
    expect(brokenLevelLaws({ ...rest, routes: same })).not.toEqual([]);
  });

  it('content of another shape than the window, and what leaves it', () => {
    const whole = picture();
    expect(brokenLevelLaws({ ...whole, size: { width: 3000, height: 754 } })).not.toEqual([]);
    expect(brokenLevelLaws({ ...whole, size: { width: 500, height: 360 } })).not.toEqual([]);
  });

  it('more lines than can be read', () => {
    const { lines, ...rest } = picture();
    expect(brokenLevelLaws({ ...rest, lines: Array.from({ length: 8 }, () => lines).flat() })).not.toEqual([]);
  });
});
