/** When the numbers on the map change and are painted. */

import type { Page } from '@playwright/test';

const PATIENCE_MS = 60_000;

declare global {
  interface Window {
    /** Of the change that is waited for: milliseconds since 1970. */
    paintedAt?: Promise<number>;
  }
}

/**
 * Begins to look, and answers with a way to wait: when the total of the map has changed and a frame with it was drawn,
 * in milliseconds since 1970.
 */
export async function watchPaint(page: Page): Promise<() => Promise<number>> {
  await page.evaluate((budget) => {
    window.paintedAt = new Promise<number>((resolve, reject) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
      });
      const totals = document.querySelector('[data-testid=map-totals]');
      if (totals) observer.observe(totals, { attributes: true, attributeFilter: ['data-allowed'] });
      setTimeout(() => reject(new Error('The map did not change.')), budget);
    });
    window.paintedAt.catch(() => undefined);
  }, PATIENCE_MS);
  return () => page.evaluate(() => window.paintedAt ?? Number.NaN);
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
