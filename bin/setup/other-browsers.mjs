/** Finds the browsers beside Chromium that the journeys can be walked in. Nothing is installed or downloaded. */

import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** MiniBrowser is no command: distributions keep it beside the library, one folder a version of the interface. */
const MINI_BROWSERS = [
  '/usr/lib/*/webkit2gtk-4.*/MiniBrowser',
  '/usr/lib/*/webkitgtk-6.*/MiniBrowser',
  '/usr/lib{,64,exec}/webkit{2gtk-4,gtk-6}.*/MiniBrowser',
];

/** Answers with `{ env }` for the tests, or with `{ missing }`, a sentence that says what to install. */
export function findFirefox() {
  const path = process.env.FIREFOX ?? onPath('firefox-esr') ?? onPath('firefox');
  const { status, stdout } = path ? spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 }) : {};
  if (status === 0 && /Firefox/.test(stdout)) return { env: { FIREFOX: path } };
  return {
    missing: 'There is no Firefox here: install it (Debian: apt-get install firefox-esr) or set FIREFOX to its path.',
  };
}

/** As findFirefox. */
export function findWebKit() {
  const driver = process.env.WEBKIT_DRIVER ?? onPath('WebKitWebDriver');
  const browser = process.env.WEBKIT_BROWSER ?? globSync(MINI_BROWSERS)[0];
  if (driver && existsSync(driver) && browser && existsSync(browser) && onPath('Xvfb')) {
    return { env: { WEBKIT_DRIVER: driver, WEBKIT_BROWSER: browser } };
  }
  return {
    missing:
      'There is no WebKit here that can be driven: install its driver and a display that nobody sees (Debian: apt-get install webkit2gtk-driver xvfb).',
  };
}

function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
