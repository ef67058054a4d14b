/** The screen as a test reads it: by what it says, and by the tables beside the map. */

import { expect, type Locator, type Page } from '@playwright/test';
import type { Expected } from './lab/steps.ts';

export interface Studio {
  readonly page: Page;
  /** Opens the printed address and waits for the map. */
  open(url: string): Promise<void>;
  /** Waits until so many of so many pairs are allowed on the map. */
  showsAllowed(allowed: number, pairs?: number): Promise<void>;
  /** Turns denied lines on, and compares the map with a step of the lab. */
  showsStep(step: Expected): Promise<void>;
  readonly editor: Locator;
  /** Opens a new draft and waits for its editor. */
  newDraft(): Promise<void>;
  /** Replaces the whole text of the open edit. */
  write(yaml: string): Promise<void>;
  /** Reviews the draft and applies it, typing what has to be typed. */
  applyDraft(): Promise<void>;
}

export function studioOf(page: Page): Studio {
  const totals = page.getByTestId('map-totals');
  const editor = page.locator('.monaco-editor').first();
  const studio: Studio = {
    page,
    editor,
    async open(url) {
      await page.goto(url);
      await expect(totals).toBeAttached();
    },
    async showsAllowed(allowed, pairs = 90) {
      await expect(totals).toHaveAttribute('data-allowed', String(allowed));
      await expect(totals).toHaveAttribute('data-pairs', String(pairs));
    },
    async showsStep(step) {
      await studio.showsAllowed(step.allowed);
      await expect.poll(() => deniedPairs(page)).toEqual([...step.denied].sort());
    },
    async newDraft() {
      await page.getByRole('button', { name: 'New draft' }).click();
      await page.getByRole('button', { name: 'Blank policy' }).click();
      await expect(editor.locator('.view-line').first()).toContainText('apiVersion');
    },
    async write(yaml) {
      await editor.locator('.view-lines').click();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.press('Delete');
      // Pasted, for typed lines would be indented by the editor once more.
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.evaluate((text) => navigator.clipboard.writeText(text), yaml);
      await page.keyboard.press('ControlOrMeta+v');
    },
    async applyDraft() {
      await page.getByRole('button', { name: /Review and apply 1/ }).click();
      const sheet = page.getByRole('dialog');
      await expect(sheet).toContainText('Dry run passed');
      const confirmation = sheet.getByLabel(/ to confirm\.$/);
      if (await confirmation.isVisible()) {
        const words = await sheet.getByText(/Type .+ to confirm\.$/).textContent();
        await confirmation.fill(/Type “(.+)” to confirm/.exec(words ?? '')?.[1] ?? '');
      }
      await sheet.getByRole('button', { name: /^Apply 1 change/ }).click();
    },
  };
  return studio;
}

/** `namespace/name -> namespace/name`, as the lab writes them. */
async function deniedPairs(page: Page): Promise<string[]> {
  const toggle = page.getByRole('button', { name: /^Denied/ });
  if ((await toggle.getAttribute('aria-pressed')) !== 'true') await toggle.click();
  const rows = page.locator('[data-testid=map-connections] tr[data-verdict=denied]');
  const pairs = await rows.evaluateAll((elements) =>
    elements.map((element) => {
      const { source, destination } = (element as HTMLElement).dataset;
      return `${source} -> ${destination}`.replaceAll(/\[\w+\]/g, '');
    }),
  );
  return pairs.sort();
}
