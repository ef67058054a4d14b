import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCREENS, screenEntry, screenOfPath } from './screens.ts';

const ROUTES = join(import.meta.dirname, '../../app/(studio)');

describe('screens', () => {
  it.each(SCREENS)('$name has a route of its own', ({ path }) => {
    expect(existsSync(join(ROUTES, path, 'page.tsx'))).toBe(true);
  });

  it('each have a path and a key that no other has', () => {
    expect(new Set(SCREENS.map(({ path }) => path)).size).toBe(SCREENS.length);
    expect(new Set(SCREENS.map(({ key }) => key)).size).toBe(SCREENS.length);
  });

  it.each(SCREENS)('$name is found by its path', ({ id, path }) => {
    expect(screenOfPath(path)).toBe(id);
    expect(screenOfPath(`${path}/`)).toBe(id);
    expect(screenEntry(id).path).toBe(path);
  });

  it.each(['/', '/nothing', '', '/findings/more'])('the path %j shows the map', (path) => {
    expect(screenOfPath(path)).toBe('map');
  });
});
