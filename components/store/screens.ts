/** The screens, each a route of its own below `app/(studio)`. Rail, keys, titles and links read this table alone. */

export type Screen = 'map' | 'findings' | 'history';

export interface ScreenEntry {
  readonly id: Screen;
  readonly name: string;
  readonly path: `/${Screen}`;
  /** Pressed after `g`. */
  readonly key: string;
}

const ENTRIES: { readonly [Id in Screen]: ScreenEntry & { readonly id: Id; readonly path: `/${Id}` } } = {
  map: { id: 'map', name: 'Map', path: '/map', key: 'm' },
  findings: { id: 'findings', name: 'Findings', path: '/findings', key: 'f' },
  history: { id: 'history', name: 'History', path: '/history', key: 'h' },
};

/** In the order of the rail. */
export const SCREENS: readonly ScreenEntry[] = Object.values(ENTRIES);

export function screenEntry(id: Screen): ScreenEntry {
  return ENTRIES[id];
}

/** Where a path is none of the screens, the map is in front. */
export function screenOfPath(path: string): Screen {
  return SCREENS.find((screen) => screen.path === path.replace(/\/$/, ''))?.id ?? 'map';
}
