/** Where the bare address leads: to the map, or to the screen that addresses named by `?room=` before screens had paths. */

import type { Assets } from './assets.ts';

const MAP = '/map';

/** What else is in the query stays in it. */
export function firstScreen(assets: Pick<Assets, 'find'>, query: URLSearchParams): string {
  const rest = new URLSearchParams(query);
  rest.delete('room');
  const named = query.get('room');
  const path = named !== null && /^[a-z]+$/.test(named) && assets.find(`/${named}`)?.isPage ? `/${named}` : MAP;
  return rest.size > 0 ? `${path}?${rest}` : path;
}
