import type { Page } from '@playwright/test';
import type { Studio } from '../harness/studio.ts';
import { expect, test } from './test.ts';

/** What a person types, a line after the other; the depth of a line is the editor's. */
const TYPED = [
  'apiVersion: networking.k8s.io/v1',
  'kind: NetworkPolicy',
  'metadata:',
  'name: allow-ui',
  'namespace: catalog',
] as const;

const TEXT = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-ui
  namespace: catalog
`;

test('a policy typed by hand stands as it was typed: no suggestion takes Enter', async ({ studio }) => {
  const { page } = studio;
  await studio.newDraft();
  await emptied(studio);
  for (const line of TYPED) {
    await page.keyboard.type(line, { delay: 20 });
    // The list of suggestions has had the time to open, as it has for a person.
    await page.waitForTimeout(400);
    await page.keyboard.press('Enter');
  }
  await expect.poll(() => textOf(page)).toBe(`${TEXT}  `);
});

test('a suggestion that is chosen takes Enter, and the next one comes by itself', async ({ studio }) => {
  const { page } = studio;
  const list = page.locator('.suggest-widget.visible .monaco-list-row');
  await studio.newDraft();
  await emptied(studio);
  await page.keyboard.press('Control+Space');
  await expect(list.nth(1)).toContainText('kind');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => textOf(page)).toMatch(/^kind: NetworkPolicy/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('meta', { delay: 20 });
  await expect(list.first()).toContainText('metadata');
  await page.keyboard.press('Tab');
  await expect.poll(() => textOf(page)).toMatch(/\nmetadata:/);
  await page.keyboard.type('na', { delay: 20 });
  await expect(list.first()).toContainText('name');
});

test('on an empty text only fields are suggested', async ({ studio }) => {
  const { page } = studio;
  await studio.newDraft();
  await emptied(studio);
  await page.keyboard.press('Control+Space');
  const list = page.locator('.suggest-widget.visible .monaco-list-row');
  await expect(list.first()).toContainText('apiVersion');
  await expect(list).toHaveCount(4);
});

async function emptied({ page, editor }: Studio): Promise<void> {
  await editor.locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await expect.poll(() => textOf(page)).toBe('');
}

/** As it stands in the draft that the browser keeps. */
function textOf(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const names = Object.keys(localStorage).filter((name) => name.startsWith('netpol-studio/edits/'));
    const texts = names.map((name): string => JSON.parse(localStorage.getItem(name) ?? '{}').edit?.text);
    return texts.at(-1);
  });
}
