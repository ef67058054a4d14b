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
  await expect(list.nth(4)).toContainText('kind');
  for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowDown');
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

test('an empty text begins with a whole policy, filled in place by place from what runs in the cluster', async ({
  studio,
}) => {
  const { page } = studio;
  const list = page.locator('.suggest-widget.visible .monaco-list-row');
  await studio.newDraft();
  await emptied(studio);
  await page.keyboard.press('Control+Space');
  await expect(list.first()).toContainText('NetworkPolicy: let someone in');
  await expect(list.getByText('object', { exact: true })).toHaveCount(0);
  await page.keyboard.press('Tab');
  await page.keyboard.type('ui', { delay: 20 });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+Space');
  await expect(list.first()).toContainText('app.kubernetes.io/name');
  await page.keyboard.press('Tab');
  // The values follow by themselves.
  await expect(list.first()).toContainText(/\d pods?/);
});

test('words of the live cluster come with how much they stand for, and those taken are followed by more', async ({
  studio,
}) => {
  const { page } = studio;
  const list = page.locator('.suggest-widget.visible .monaco-list-row');
  await studio.newDraft();
  await studio.write('apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: allow-ui\n  ');
  await page.keyboard.type('namespace: ca', { delay: 20 });
  await expect(list.filter({ hasText: 'catalog' })).toContainText(/\d pods/);
  await page.keyboard.type('talog', { delay: 20 });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Backspace');
  for (const line of ['spec:', 'podSelector:', 'matchLabels:']) {
    await page.keyboard.type(line, { delay: 20 });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
  }
  await page.keyboard.type('name', { delay: 20 });
  await expect(list.first()).toContainText('app.kubernetes.io/name');
  await page.keyboard.press('Tab');
  await expect(list.filter({ hasText: 'catalog' }).first()).toContainText(/\d pods?/);
  await page.keyboard.type('cat', { delay: 20 });
  await page.keyboard.press('Tab');
  await expect.poll(() => textOf(page)).toMatch(/matchLabels:\n {6}app\.kubernetes\.io\/name: catalog$/);
});

test('a whole peer is written with its namespace, so that it selects its pods and no others', async ({ studio }) => {
  const { page } = studio;
  const list = page.locator('.suggest-widget.visible .monaco-list-row');
  await studio.newDraft();
  await studio.write(`${TEXT}spec:\n  podSelector: {}\n  ingress:\n    - from:\n        - `);
  await page.keyboard.press('Control+Space');
  await expect(list.filter({ hasText: 'pods of checkout/checkout' }).first()).toContainText('1 pod, it only, today');
  await page.keyboard.type('checkout/checkout', { delay: 20 });
  await expect(list.first()).toContainText('pods of checkout/checkout');
  await page.keyboard.press('Tab');
  await expect.poll(() => textOf(page)).toContain('kubernetes.io/metadata.name: checkout\n          podSelector:');
  await expect(page.getByRole('button', { name: /\d problem/ })).toHaveCount(0);
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
