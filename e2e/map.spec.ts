import { POLICIES } from '../harness/lab/steps.ts';
import { expect, test } from './test.ts';

test('everything is open at the start: 90 of 90 pairs, and no token is left in the address', async ({ studio }) => {
  await studio.showsAllowed(90);
  await expect(studio.page.getByTestId('reachability-total')).toContainText('90');
  expect(new URL(studio.page.url()).search).toBe('');
  await expect(studio.page.getByRole('button', { name: /^Live/ })).toBeVisible();
});

test('a policy applied elsewhere is on the screen within a second, without a reload', async ({ studio, kube }) => {
  await studio.showsAllowed(90);
  await studio.page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const began = Date.now();
  await kube.applyPolicy(POLICIES.S1 as never);
  await studio.showsAllowed(81);
  expect(Date.now() - began).toBeLessThan(1000);
  expect(await studio.page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('scaling shows on the strip, and a relabelled workload stays where it was', async ({ studio, kube }) => {
  const row = studio.page.locator('[data-workload="catalog/catalog[Deployment]"]');
  await expect(row).toHaveAttribute('data-pods', '1');
  await kube.scale('catalog', 'catalog', 3);
  await expect(row).toHaveAttribute('data-pods', '3');
  await studio.showsAllowed(90);
});

test('a read-only server offers no way to write', async ({ browser }) => {
  const { startProduct } = await import('../harness/product.ts');
  const { studioOf } = await import('../harness/studio.ts');
  const product = await startProduct(['--demo', '--read-only']);
  const page = await browser.newPage();
  const studio = studioOf(page);
  await studio.open(product.url);
  await expect(page.getByText(/read.only/i).first()).toBeVisible();
  const status = await page.evaluate(async (token) => {
    const headers = {
      'content-type': 'application/json',
      'x-netpol-studio': '1',
      authorization: `Bearer ${token}`,
    };
    return (await fetch('/api/v1/preview', { method: 'POST', headers, body: '{"writes":[]}' })).status;
  }, product.token);
  expect(status).toBe(404);
  await page.close();
  expect(await product.stop()).toBe(0);
});
