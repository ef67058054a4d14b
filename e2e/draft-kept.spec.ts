import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { KubeClient } from '../harness/kube-client.ts';
import { rewriteStream } from '../harness/rewritten-stream.ts';
import { type Studio, studioOf } from '../harness/studio.ts';
import { expect, test } from './test.ts';

const policy = (name: string, rest = '') => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: ui
spec:
  podSelector: {}
  policyTypes: [Ingress]
${rest}`;

/** Each waits for several drafts to be written and applied, and on a busy machine long. */
test.beforeEach(() => test.slow());

/** Lets a test wait until the page has taken in what the cluster said. */
async function countChanges(page: Page): Promise<void> {
  await rewriteStream(page, (message) => {
    const counted = window as { changes?: number };
    if (message.type === 'change') counted.changes = (counted.changes ?? 0) + 1;
    return message;
  });
  await page.reload();
}

const changes = (page: Page) => page.evaluate(() => (window as { changes?: number }).changes ?? 0);

/** Labels a namespace, which changes nothing for anybody, and waits until the page knows. */
async function anyEvent({ page }: Studio, kube: KubeClient, round: string): Promise<void> {
  const before = await changes(page);
  const patch = { metadata: { labels: { round } } };
  await kube.send('PATCH', '/api/v1/namespaces/carts', patch, 'application/merge-patch+json');
  await expect.poll(() => changes(page)).toBeGreaterThan(before);
}

const panel = (studio: Studio) => studio.page.getByRole('complementary', { name: 'Draft' });
const bin = (studio: Studio) => studio.page.getByRole('button', { name: /^Texts that left the draft/ });

for (const [what, text] of [
  ['is not finished', policy('second', '  ingress: [')],
  ['is a list', 'apiVersion: v1\nkind: List\nitems: []\n'],
  ['is of the policy that was applied', policy('first', '  ingress: [{ports: [{port: 81}]}]\n')],
] as const) {
  test(`while an apply waits to be kept, a draft that ${what} outlasts what happens`, async ({ studio, kube }) => {
    const { page } = studio;
    await countChanges(page);
    await studio.newDraft();
    await studio.write(policy('first'));
    await studio.applyDraft();
    await expect(page.getByText('Applied 1 policy.')).toBeVisible();
    await expect(panel(studio)).toBeHidden();
    await studio.newDraft();
    await studio.write(text);
    const last = text.trim().split('\n').at(-1)?.trim() ?? '';
    await expect(studio.editor).toContainText(last);
    await anyEvent(studio, kube, 'one');
    await anyEvent(studio, kube, 'two');
    await expect(page.getByText(/Undoes itself in/)).toBeVisible();
    await expect(studio.editor).toContainText(last);
    await page.reload();
    await expect(studio.editor).toContainText(last);
    await anyEvent(studio, kube, 'three');
    await expect(studio.editor).toContainText(last);
  });
}

test('what is discarded is had back by one click, and later from the list, by keyboard too', async ({ studio }) => {
  const { page } = studio;
  await studio.newDraft();
  await bin(studio).click();
  await expect(page.getByText('Nothing has left the draft.')).toBeVisible();
  await page.keyboard.press('Escape');
  await studio.write(policy('mine'));
  await panel(studio).getByRole('button', { name: 'Discard' }).click();
  await expect(panel(studio)).toBeHidden();
  const notice = page.getByRole('status').filter({ hasText: 'Discarded mine.' });
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect(studio.editor).toContainText('name: mine');
  await expect(notice).toBeHidden();

  await panel(studio).getByRole('button', { name: 'Discard' }).click();
  await page.reload();
  await studio.showsAllowed(90);
  await page.keyboard.press('e');
  await bin(studio).focus();
  await page.keyboard.press('Enter');
  const list = page.getByRole('dialog', { name: 'Texts that left the draft' });
  await expect(list.getByText('discarded')).toBeVisible();
  await list.getByRole('button', { name: 'Restore mine as an edit' }).focus();
  await page.keyboard.press('Enter');
  await expect(studio.editor).toContainText('name: mine');
});

test('what was applied, and what was pasted over, stands among what left the draft', async ({ studio }) => {
  const { page } = studio;
  await studio.newDraft();
  await studio.write(policy('first'));
  await studio.write(policy('second', '  # a remark that only this text has\n'.repeat(12)));
  await studio.applyDraft();
  await expect(page.getByText('Applied 1 policy.')).toBeVisible();
  await expect(panel(studio)).toBeHidden();
  await page.keyboard.press('e');
  await bin(studio).click();
  const rows = page.getByRole('dialog', { name: 'Texts that left the draft' }).getByRole('listitem');
  await expect(rows.nth(0)).toContainText('second');
  await expect(rows.nth(0)).toContainText('applied');
  await expect(rows.nth(1)).toContainText('first');
  await expect(rows.nth(1)).toContainText('before most of it was replaced');
});

test('two tabs show one draft, and what both changed unseen stays in two edits', async ({ studio, product }) => {
  const { page } = studio;
  await studio.newDraft();
  await studio.write(policy('shared'));
  const other = studioOf(await page.context().newPage());
  await other.open(new URL('/map?draft=open', product.url).href);
  await expect(other.editor).toContainText('name: shared');
  await other.write(policy('shared', '  # typed in the other tab\n'));
  await expect(studio.editor).toContainText('typed in the other tab');

  // A page is not told of what it writes itself: this stands for a tab whose news has not come yet.
  await other.page.close();
  await page.evaluate(() => {
    for (const [name, text] of Object.entries(localStorage)) {
      if (!name.startsWith('netpol-studio/edits/') || !text.includes('typed in the other tab')) continue;
      const record = JSON.parse(text);
      record.edit.text = record.edit.text.replace('typed in the other tab', 'one');
      localStorage.setItem(name, JSON.stringify({ ...record, seen: { 'another page': 1 } }));
    }
  });
  await studio.write(policy('shared', '  # two\n'));
  await expect(page.getByText('Both texts are in the draft.')).toBeVisible();
  await expect(panel(studio).getByRole('tab')).toHaveCount(2);
  await page.reload();
  await expect(panel(studio).getByRole('tab')).toHaveCount(2);
  await expect(studio.editor).toContainText('# two');
  await panel(studio).getByRole('tab', { selected: false }).click();
  await expect(studio.editor).toContainText('# one');
});

test('where the browser has no room the draft says so and can be taken along', async ({ studio }) => {
  const { page } = studio;
  await page.addInitScript(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (name, text) {
      if (name.startsWith('netpol-studio/edits/')) throw new DOMException('no room', 'QuotaExceededError');
      set.call(this, name, text);
    };
  });
  await page.reload();
  await studio.newDraft();
  await studio.write(policy('mine'));
  await expect(page.getByRole('alert').filter({ hasText: 'It lives in this page alone' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toBe(policy('mine'));
  await page.getByRole('button', { name: 'Copy the whole draft' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
});

test('what another version kept is left alone and offered as text', async ({ studio }) => {
  const { page } = studio;
  await studio.newDraft();
  await studio.write(policy('mine'));
  const name = await page.evaluate(() => {
    const found = Object.keys(localStorage).find((key) => key.startsWith('netpol-studio/edits/')) ?? '';
    const strange = `${found.slice(0, found.lastIndexOf('/'))}/strange`;
    localStorage.setItem(strange, '{"format":9,"text":"of tomorrow"}');
    return strange;
  });
  await page.reload();
  await bin(studio).click();
  await page.getByRole('button', { name: 'Open what another version kept as an edit' }).click();
  await expect(studio.editor).toContainText('of tomorrow');
  expect(await page.evaluate((key) => localStorage.getItem(key), name)).toBe('{"format":9,"text":"of tomorrow"}');
});

for (const theme of ['dark', 'light'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    test('the texts that left the draft have no accessibility violations', async ({ studio }) => {
      const { page } = studio;
      await studio.newDraft();
      await bin(studio).click();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.keyboard.press('Escape');
      await studio.write(policy('mine', '  ingress: ['));
      await panel(studio).getByRole('button', { name: 'New policy' }).click();
      await panel(studio).getByRole('tab', { name: /mine/ }).click();
      await panel(studio).getByRole('button', { name: 'Discard' }).click();
      await bin(studio).click();
      await expect(page.getByRole('button', { name: 'Restore mine as an edit' })).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    });
  });
}
