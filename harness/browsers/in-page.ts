/**
 * What runs inside the page, sent there as text: it finds elements by role and accessible name, as axe computes them, so
 * that one journey finds the same things in every browser.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Point } from './remote.ts';

/** The axe of the other browser tests, whichever that is. */
const axePackage = createRequire(import.meta.url).resolve('@axe-core/playwright');
const AXE = readFileSync(createRequire(axePackage).resolve('axe-core/axe.min.js'), 'utf8');

/** Defines `axe` in the page unless it is there. */
export const defineAxe = `typeof axe === 'object' ? true : (() => { ${AXE}; return true; })()`;

export const violations = `axe.run().then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' '))))`;

export interface Found {
  readonly name: string;
  readonly text: string;
  readonly isDisabled: boolean;
  /** Where a click reaches it; absent while something covers it. */
  readonly at?: Point;
}

interface AxeInPage {
  readonly setup: (root: Element) => void;
  readonly teardown: () => void;
  readonly commons: {
    readonly aria: { readonly getRole: (element: Element) => string | null };
    readonly text: { readonly accessibleText: (element: Element) => string };
  };
}
declare const axe: AxeInPage;

/** Elements that are shown and have this role and a name that matches, in the order of the document. */
export function byRole(role: string, name: RegExp): string {
  return `(${findByRole})(${JSON.stringify(role)}, ${name}, ${describe})`;
}

/** Elements that are shown and match the selector. */
export function bySelector(selector: string): string {
  return `(${findBySelector})(${JSON.stringify(selector)}, ${describe})`;
}

type Describe = (element: Element, name: string) => Found;

function findByRole(role: string, name: RegExp, toFound: Describe): Found[] {
  const candidates = [...document.querySelectorAll('[role], a, button, input, textarea, dialog, aside, h1, h2, h3')];
  const shown = candidates.filter((element) => element.checkVisibility({ visibilityProperty: true }));
  axe.teardown();
  axe.setup(document.documentElement);
  const found = shown.flatMap((element) => {
    if (axe.commons.aria.getRole(element) !== role) return [];
    const called = axe.commons.text.accessibleText(element);
    return name.test(called) ? [toFound(element, called)] : [];
  });
  axe.teardown();
  return found;
}

function findBySelector(selector: string, toFound: Describe): Found[] {
  const elements = [...document.querySelectorAll(selector)];
  return elements
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .map((element) => toFound(element, ''));
}

function describe(element: Element, name: string): Found {
  const rect = () => element.getBoundingClientRect();
  if (rect().bottom > innerHeight || rect().top < 0) element.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = rect();
  const at = { x: left + width / 2, y: top + height / 2 };
  const hit = document.elementFromPoint(at.x, at.y);
  return {
    name,
    // The editor writes spaces that do not break.
    text: (element.textContent ?? '').replaceAll('\u00a0', ' '),
    isDisabled: element.matches(':disabled, [aria-disabled=true]'),
    ...(hit && (element.contains(hit) || hit.contains(element)) ? { at } : {}),
  };
}
