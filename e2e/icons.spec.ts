/**
 * The icons of public/ besides icon.svg are drawn from it. They are drawn anew with
 * `playwright test --config e2e/playwright.config.ts icons --update-snapshots`.
 */

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

const SVG = readFileSync(new URL('../public/icon.svg', import.meta.url));
const SOURCE = `data:image/svg+xml;base64,${SVG.toString('base64')}`;

/** Whoever masks an icon may cut away all that is outside the inner four fifths, and fills nothing in. */
const FULL_BLEED = { share: 0.8, background: '#f4e04d' };
const AS_IT_IS = { share: 1, background: 'transparent' };

const ICONS = [
  { name: 'icon-192.png', size: 192, ...AS_IT_IS },
  { name: 'icon-512.png', size: 512, ...AS_IT_IS },
  { name: 'icon-maskable-512.png', size: 512, ...FULL_BLEED },
  { name: 'apple-touch-icon.png', size: 180, ...FULL_BLEED },
];

for (const { name, size, share, background } of ICONS) {
  test(`${name} is icon.svg, ${size} pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<body style="margin:0;height:100vh;display:grid;place-items:center;background:${background}">
      <img src="${SOURCE}" style="width:${share * 100}%" alt=""></body>`);
    await page.locator('img').evaluate((image: HTMLImageElement) => image.decode());
    expect(await page.screenshot({ omitBackground: true })).toMatchSnapshot([name], { maxDiffPixelRatio: 0.01 });
  });
}

test('the page names its icons and its manifest, and the server hands them out', async ({ page, product }) => {
  const problems = watchConsole(page);
  await page.goto(product.url);
  const links = await page
    .locator('link[rel=icon],link[rel=apple-touch-icon],link[rel=manifest]')
    .evaluateAll((all) => all.map((link) => [link.getAttribute('rel'), link.getAttribute('href')]));
  expect(links.toSorted()).toEqual([
    ['apple-touch-icon', '/apple-touch-icon.png'],
    ['icon', '/icon-192.png'],
    ['icon', '/icon.svg'],
    ['manifest', '/manifest.webmanifest'],
  ]);
  const origin = product.api;
  const manifest = await page.request.get(`${origin}/manifest.webmanifest`);
  expect(manifest.headers()['content-type']).toBe('application/manifest+json');
  const { icons } = (await manifest.json()) as { icons: { src: string; type: string }[] };
  const served = [...icons, { src: '/openapi.json', type: 'application/json; charset=utf-8' }];
  for (const { src, type } of served) {
    const answer = await page.request.get(origin + src);
    const { etag = '', 'content-type': given, 'cache-control': kept } = answer.headers();
    expect([src, answer.status(), given, kept]).toEqual([src, 200, type, 'no-cache']);
    const again = await page.request.get(origin + src, { headers: { 'if-none-match': etag } });
    expect([src, again.status()]).toEqual([src, 304]);
  }
  expect(problems).toEqual([]);
});

/** A manifest that is refused, or odd, is told there alone. */
function watchConsole(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (/manifest|Content Security Policy|icon/i.test(message.text())) problems.push(message.text());
  });
  return problems;
}
