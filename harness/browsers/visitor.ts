/** Somebody at a page, in whichever browser: looks, points, types, and waits until what is meant to come has come. */

import { expect } from '@playwright/test';
import { byRole, bySelector, defineAxe, type Found, violations } from './in-page.ts';
import type { Remote } from './remote.ts';

export interface Visitor {
  readonly remote: Remote;
  /** Opens the printed address and waits for the map. */
  open(url: string): Promise<void>;
  /** Waits until an element of this role and name is shown. */
  sees(role: string, name: RegExp): Promise<void>;
  /** Waits until none is shown. */
  misses(role: string, name: RegExp): Promise<void>;
  /** Waits until the first element of this role and name can be clicked, and clicks it. */
  click(role: string, name: RegExp): Promise<void>;
  clickOn(selector: string): Promise<void>;
  /** Presses Tab until what has the focus is called so. */
  tabTo(name: RegExp): Promise<void>;
  /** Waits until the shown elements that match the selector say this. */
  reads(selector: string, text: RegExp): Promise<void>;
  /** Waits until the path and query of the address match. */
  isAt(address: RegExp): Promise<void>;
  /** Waits until so many of the demo's 90 pairs are allowed on the map. */
  showsAllowed(allowed: number): Promise<void>;
  /** Waits until the map's table has so many lines that a draft would remove. */
  showsRemoved(lines: number): Promise<void>;
  /** Waits until the first text that the browser keeps of the draft is this one. */
  keeps(text: string): Promise<void>;
  /** Faults of accessibility, by rule and place. */
  violations(): Promise<string[]>;
}

export function visitorOf(remote: Remote): Visitor {
  const find = async (role: string, name: RegExp) => {
    await remote.evaluate(defineAxe);
    return remote.evaluate<Found[]>(byRole(role, name));
  };
  const clickFirst = async (what: string, look: () => Promise<Found[]>) => {
    let found: Found | undefined;
    const ready = async () => {
      found = (await look()).find(({ at, isDisabled }) => at && !isDisabled);
      return found !== undefined;
    };
    await expect.poll(ready, { message: `${what} can be clicked` }).toBe(true);
    if (found?.at) await remote.click(found.at);
  };
  const count = (selector: string) =>
    remote.evaluate<number>(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
  return {
    remote,
    async open(url) {
      await remote.goto(url);
      await expect.poll(() => count('[data-testid=map-totals]'), { message: 'the map is there' }).toBe(1);
    },
    async sees(role, name) {
      await expect.poll(async () => (await find(role, name)).length, { message: `${role} ${name}` }).toBeGreaterThan(0);
    },
    async misses(role, name) {
      await expect.poll(async () => (await find(role, name)).length, { message: `no ${role} ${name}` }).toBe(0);
    },
    click: (role, name) => clickFirst(`${role} ${name}`, () => find(role, name)),
    clickOn: (selector) => clickFirst(selector, () => remote.evaluate<Found[]>(bySelector(selector))),
    async tabTo(name) {
      for (let stop = 0; stop < MOST_STOPS; stop++) {
        if (name.test(await remote.evaluate<string>(FOCUSED))) return;
        await remote.press('Tab');
      }
      throw new Error(`${name} is not reached by ${MOST_STOPS} Tabs.`);
    },
    async reads(selector, text) {
      const texts = async () =>
        (await remote.evaluate<Found[]>(bySelector(selector))).map((one) => one.text).join('\n');
      await expect.poll(texts, { message: selector }).toMatch(text);
    },
    async isAt(address) {
      await expect.poll(() => remote.evaluate<string>('location.pathname + location.search')).toMatch(address);
    },
    async showsAllowed(allowed) {
      const totals = `document.querySelector('[data-testid=map-totals]')?.dataset.allowed`;
      await expect.poll(() => remote.evaluate<string>(totals), { message: 'allowed pairs' }).toBe(String(allowed));
    },
    async showsRemoved(lines) {
      const rows = '[data-testid=map-connections] tr[data-change=removed]';
      await expect.poll(() => count(rows), { message: 'lines that the draft removes' }).toBe(lines);
    },
    async keeps(text) {
      await expect.poll(() => remote.evaluate<string>(KEPT), { message: 'the kept draft' }).toBe(text);
    },
    async violations() {
      await remote.evaluate(defineAxe);
      return remote.evaluate<string[]>(violations);
    },
  };
}

const MOST_STOPS = 60;

const FOCUSED = `document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''`;

const KEPT = `(() => {
  const names = Object.keys(localStorage).filter((name) => name.startsWith('netpol-studio/edits/'));
  return names.map((name) => JSON.parse(localStorage.getItem(name)).edit?.text).at(-1);
})()`;
