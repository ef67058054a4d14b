import { studioOf } from '../harness/studio.ts';
import { expect, test } from './test.ts';

const DENY_UI = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny-ui
  namespace: ui
spec:
  podSelector: {}
  policyTypes: [Egress]
`;

test('history tells who wrote what and how, and takes it back long after the toast', async ({ studio, kube }) => {
  const { page } = studio;
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByText('Nothing was written yet')).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await studio.newDraft();
  await studio.write(DENY_UI);
  await studio.applyDraft();
  // The preview shows 81 as well: applied it is once the draft has gone.
  await expect(page.getByText('Applied 1 policy.')).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Draft' })).toBeHidden();
  await studio.showsAllowed(81);
  await page.reload();
  await studio.showsAllowed(81);
  await expect(page.locator('section', { hasText: 'Last changes' }).getByText('deny-ui')).toBeVisible();

  await page.keyboard.press('g');
  await page.keyboard.press('h');
  const entries = page.locator('[data-entry]');
  await expect(entries).toHaveCount(1);
  await expect(entries.first()).toContainText('Created 1 policy');
  await expect(entries.first()).toContainText('demo-admin');
  await page.getByRole('button', { name: /deny-ui created/ }).click();
  await expect(entries.first()).toContainText('policyTypes');
  await entries.first().getByRole('button', { name: 'Undo' }).click();
  const review = page.getByRole('region', { name: 'What the undo changes' });
  // Nothing is written before its effect was seen.
  await expect(review.getByText(/allowed connections/)).toBeVisible();
  await review.getByRole('button', { name: 'Put it back' }).click();
  await expect(entries).toHaveCount(2);
  await expect(entries.first()).toContainText('Took back 1 policy');
  await expect(entries.nth(1)).toContainText('Taken back since');
  await expect(kube.getPolicy('ui', 'deny-ui')).rejects.toThrow('404');
});

test('a history that cannot be read says so, and is read again', async ({ page, product }) => {
  await studioOf(page).open(product.url);
  const body = '{"error":{"code":"busy","message":"The journal is busy."}}';
  await page.route('**/api/v1/history', (route) => route.fulfill({ status: 429, body }));
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The journal is busy.' })).toBeVisible();
  await page.unroute('**/api/v1/history');
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(page.getByText('Nothing was written yet')).toBeVisible();
});
