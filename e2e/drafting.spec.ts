import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { POLICIES } from '../harness/lab/steps.ts';
import { expect, test } from './test.ts';

/** Each reads a draft several times, and on a busy machine long. */
test.beforeEach(() => test.slow());

const TEXT = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: orders-ingress
  namespace: orders
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/component: service
  ingress:
  # the shop and the till
  - from:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: ui
      podSelector: # ours
        matchLabels:
          app.kubernetes.io/name: ui
    ports:
    - port: http
`;

const effect = (page: Page) => page.getByRole('complementary', { name: 'Draft' });
const text = (page: Page) => page.locator('.monaco-editor').first().locator('.view-lines');
const row = (page: Page, name: RegExp) => page.getByRole('treeitem', { name });

test('form and text are one document: a press moves the cursor, an act is one edit and one step of undo', async ({
  studio,
}) => {
  const { page } = studio;
  await studio.newDraft();
  await studio.write(TEXT);
  await page.getByText('Both', { exact: true }).click();
  const pods = row(page, /^Peer 1 of 1\. And pods: name is ui$/);
  await expect(pods).toBeVisible();
  await expect(row(page, /^Rule 1, the shop and the till$/)).toBeVisible();
  await pods.click({ position: { x: 8, y: 8 } });
  await expect(pods).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText('Both must match')).toBeVisible();
  await page.getByRole('button', { name: 'Part by OR' }).click();
  // A dash, and nothing else of the text.
  await expect(text(page)).toContainText('- podSelector: # ours');
  await expect(row(page, /^Peer 2 of 2, or\. Pods: name is ui$/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(pods).toBeVisible();
  await expect(text(page)).not.toContainText('- podSelector: # ours');
});

test('a text that does not parse keeps the form of the last one that did, and says so', async ({ studio }) => {
  const { page } = studio;
  await studio.newDraft();
  await studio.write(TEXT);
  await page.getByText('Both', { exact: true }).click();
  await expect(row(page, /^Applies to/)).toBeVisible();
  await studio.editor.locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('x: a: b');
  await expect(page.getByText(/^Line \d+ does not parse: this is the form of the last text that did\.$/)).toBeVisible();
  await expect(row(page, /^Applies to/)).toBeVisible();
});

test('the form by keyboard alone: walk, add a peer, take it out; nothing is typed as YAML', async ({ studio }) => {
  const { page } = studio;
  await studio.newDraft();
  await studio.write(TEXT);
  await page.getByText('Form', { exact: true }).click();
  await row(page, /^Applies to/).focus();
  for (let steps = 0; steps < 4; steps++) await page.keyboard.press('ArrowDown');
  await expect(row(page, /^Peer 1 of 1\. And pods/)).toBeFocused();
  await page.getByRole('button', { name: 'peer', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Add a peer to rule 1' })).toBeFocused();
  await page.keyboard.type('checkout');
  await page.keyboard.press('Enter');
  const second = row(page, /^Peer 2 of 2, or\. And pods/);
  await expect(second).toBeVisible();
  await second.focus();
  await page.keyboard.press('Delete');
  await expect(second).toBeHidden();
  await page.getByText('YAML', { exact: true }).click();
  await expect(text(page)).toContainText('# the shop and the till');
});

test('without a word of YAML catalog-mysql admits catalog alone on its port, and the rest is as it was', async ({
  studio,
  kube,
}) => {
  const { page } = studio;
  for (const step of ['S1', 'S2', 'S3']) if (POLICIES[step]) await kube.applyPolicy(POLICIES[step]);
  await studio.showsAllowed(78);
  await page.goto(withSelection(page.url(), 'workload:catalog/catalog-mysql[StatefulSet]'));
  await page.getByRole('button', { name: 'Draft policy' }).click();
  await page.getByLabel('Who may reach it').selectOption({ label: 'catalog in catalog' });
  await expect(page.getByRole('dialog')).toContainText('Removes 7 of 78');
  await expect(page.getByText('preview, not yet in the draft')).toBeVisible();
  await page.getByRole('button', { name: 'Draft this' }).click();
  await expect(effect(page)).toContainText('Removes 7 of 78');
  await expect(text(page)).toContainText('port: 3306');
});

test('what is only looked at leaves nothing behind', async ({ studio }) => {
  const { page } = studio;
  await page.getByRole('button', { name: 'New draft' }).click();
  await expect(page.getByText('preview, not yet in the draft')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('dialog')).toContainText('Isolates');
  await page.keyboard.press('Escape');
  await expect(page.getByText('preview, not yet in the draft')).toBeHidden();
  await studio.showsAllowed(90);
  await expect(effect(page)).toBeHidden();
});

test('what the lab leaves cut is drawn from the map by keys: c, the end, Enter', async ({ studio, kube }) => {
  const { page } = studio;
  for (const policy of Object.values(POLICIES)) if (policy) await kube.applyPolicy(policy);
  await studio.showsAllowed(63);
  await page.goto(withSelection(page.url(), 'workload:checkout/checkout[Deployment]'));
  await expect(page.getByRole('complementary', { name: /^Workload checkout/ })).toBeVisible();
  await page.keyboard.press('c');
  const card = page.getByRole('dialog', { name: 'Drawing from checkout' });
  await expect(card.getByRole('textbox', { name: 'The other end' })).toBeFocused();
  await page.keyboard.type('orders');
  await page.keyboard.press('Enter');
  const drawn = page.getByRole('dialog', { name: 'A drawn connection' });
  await expect(drawn).toContainText('isolated: a rule is needed');
  await expect(drawn).toContainText('Adds 1 to 63');
  await page.keyboard.press('Enter');
  await expect(effect(page)).toContainText('Adds 1 to 63');
  await expect(text(page)).toContainText('kubernetes.io/metadata.name: checkout');
});

test('a drawing that is left leaves nothing behind', async ({ studio }) => {
  const { page } = studio;
  await page.goto(withSelection(page.url(), 'workload:ui/ui[Deployment]'));
  await expect(page.getByRole('complementary', { name: /^Workload ui/ })).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByRole('textbox', { name: 'The other end' })).toBeFocused();
  await page.keyboard.type('catalog-mysql');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Keep all')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await studio.showsAllowed(90);
});

test('a connection is cut where least is at risk, and everyone else stays', async ({ studio }) => {
  const { page } = studio;
  await page.goto(
    withSelection(page.url(), 'edge:checkout/checkout[Deployment]>orders/orders-postgresql[StatefulSet]'),
  );
  await page.getByRole('button', { name: 'Cut it' }).click();
  const cut = page.getByRole('dialog');
  await expect(cut).toContainText('Removes 1 of 90');
  await cut.getByRole('button', { name: 'Add to draft' }).click();
  await expect(effect(page)).toContainText('Removes 1 of 90');
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`form, recipes and drawing are accessible, ${colorScheme}`, async ({ studio }) => {
    const { page } = studio;
    await page.emulateMedia({ colorScheme });
    await page.getByRole('button', { name: 'New draft' }).click();
    await expect(page.getByRole('dialog')).toContainText('Isolates');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.keyboard.press('Escape');
    await studio.newDraft();
    await studio.write(TEXT);
    await page.getByText('Form', { exact: true }).click();
    await expect(row(page, /^Applies to/)).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}

function withSelection(url: string, selection: string): string {
  const next = new URL(url);
  next.searchParams.set('select', selection);
  return next.href;
}
