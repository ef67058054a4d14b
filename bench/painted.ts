/** When the numbers on the map change and are painted. */

import type { Page } from '@playwright/test';

/** When the total of the map has changed and a frame with it was drawn, in milliseconds since 1970. */
export function painted(page: Page): Promise<number> {
  return page.evaluate(() => {
    const totals = document.querySelector('[data-testid=map-totals]');
    return new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
      });
      if (totals) observer.observe(totals, { attributes: true, attributeFilter: ['data-allowed'] });
    });
  });
}

/** Resolves when there is a map with numbers, and the frame with it was drawn. */
export async function firstMap(page: Page, timeout: number): Promise<void> {
  await page.locator('[data-testid=map-totals]').waitFor({ state: 'attached', timeout });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
