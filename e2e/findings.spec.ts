import { POLICIES } from '../harness/lab/steps.ts';
import { expect, test } from './test.ts';

const IGNORED = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: half-meant
  namespace: carts
spec:
  podSelector: {} # everyone
  policyTypes:
    - Egress
  ingress:
    - from:
        - podSelector: {}
  egress:
    - {}
`;

test('findings stand beside the map, worst first, and lead to their screen and to what they are about', async ({
  studio,
}) => {
  const { page } = studio;
  await studio.showsAllowed(90);
  const panel = page.getByRole('complementary', { name: 'Cluster' });
  await expect(panel.getByText('carts-dynamodb:8000 is open to 9 workloads')).toBeVisible();
  await panel.getByRole('button', { name: /^All 10/ }).click();
  await expect(page).toHaveURL(/\/findings/);
  const rows = page.locator('[data-finding]');
  await expect(rows).toHaveCount(10);
  await expect(rows.first()).toContainText('carts-dynamodb');
  await rows
    .first()
    .getByRole('button', { name: /is open to/ })
    .click();
  await expect(page.getByRole('complementary', { name: /carts-dynamodb/ })).toContainText('Ingress: open');
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(/\/map/);
  await expect(page.getByRole('application', { name: /Map/ })).toBeVisible();
});

test('one click drafts a fix whose impact was told before, and applying it ends the finding', async ({
  studio,
  kube,
}) => {
  const { page } = studio;
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  const row = page.locator('[data-finding]', { hasText: 'orders-postgresql:5432' });
  await expect(row).toContainText('removes 8 pairs');
  await row.getByRole('button', { name: 'Draft: admit orders only' }).click();
  await expect(page.getByRole('complementary', { name: 'Draft' })).toContainText(/Removes 8 of 90 allowed connections/);
  await studio.applyDraft();
  // The map has shown this number since the draft: only what the server says tells that it is stored.
  await expect(page.getByText(/^Applied 1 policy/)).toBeVisible();
  await studio.showsAllowed(82);
  expect(await kube.getPolicy('orders', 'orders-postgresql-from-own-namespace')).toBeDefined();
  await page.getByRole('link', { name: /Findings/ }).click();
  await expect(page.locator('[data-finding]').first()).toBeVisible();
  await expect(row).toHaveCount(0);
});

test('findings follow the cluster, and are filtered and grouped', async ({ studio, kube }) => {
  const { page } = studio;
  await page.goto(`${new URL(page.url()).origin}/?room=findings`);
  await expect(page.locator('[data-finding]')).toHaveCount(10);
  await kube.applyPolicy(POLICIES.S1 as never);
  await expect(page.locator('[data-finding]')).toHaveCount(9);
  await page.getByText('By namespace').click();
  await expect(page.getByRole('rowheader', { name: /^carts 2/ })).toBeVisible();
  await page.getByLabel('Filter findings').fill('redis');
  await expect(page.locator('[data-finding]')).toHaveCount(1);
  await page.getByLabel('Filter findings').fill('nothing of the kind');
  await expect(page.getByText('No finding has these words')).toBeVisible();
  await page.getByRole('button', { name: 'Show all findings' }).click();
  await expect(page.locator('[data-finding]')).toHaveCount(9);
});

test('a finding in a draft is marked on its line, and its quick fix keeps the comments', async ({ studio }) => {
  const { page } = studio;
  await studio.newDraft();
  await studio.write(IGNORED);
  await expect(studio.editor.locator('.squiggly-warning').first()).toBeVisible();
  await studio.editor.getByText('ingress', { exact: true }).first().click();
  await expect(page.getByRole('note').getByText('List Ingress in policyTypes')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+.');
  await expect(studio.editor.locator('.squiggly-warning')).toHaveCount(0);
  await expect(studio.editor).toContainText('# everyone');
  await expect(studio.editor).toContainText('- Ingress');
});
