/** Each screen is a route: it has an address, Back and Forward pass through it, and the page behind it stays. */

import { expect, test } from './test.ts';

test('the bare address leads to the map, and an address with ?room= to the screen it named', async ({ studio }) => {
  const { page } = studio;
  await expect(page).toHaveURL(/\/map$/);
  await expect(page).toHaveTitle(/^Map, .+, Netpol Studio$/);
  const { origin } = new URL(page.url());
  await page.goto(`${origin}/?room=findings&select=workload:ui/ui[Deployment]`);
  await expect(page).toHaveURL(/\/findings\?select=workload/);
  await expect(page.getByRole('complementary', { name: /ui/ })).toBeVisible();
  await expect(page).toHaveTitle(/^Findings, /);
  await page.goto(`${origin}/?room=history&draft=open`);
  await expect(page).toHaveURL(/\/history/);
});

test('Back, Forward and Reload keep screen, selection and filter', async ({ studio }) => {
  const { page } = studio;
  await page.getByPlaceholder(/Filter/).fill('orders');
  await page.getByRole('link', { name: /Findings/ }).click();
  await expect(page).toHaveURL(/\/findings\?filter=orders$/);
  await page.locator('[data-finding]').first().getByRole('button').first().click();
  await expect(page).toHaveURL(/\/findings\?select=/);
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page).toHaveURL(/\/history\?select=/);
  await page.reload();
  await expect(page.getByRole('region', { name: 'History' })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/findings\?select=/);
  await expect(page.locator('[data-finding]').first()).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/findings\?filter=orders$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/map\?filter=orders$/);
  await expect(page.getByRole('application', { name: /Map/ })).toBeVisible();
  await page.goForward();
  await expect(page.locator('[data-finding]').first()).toBeVisible();
});

test('the map is kept as it was while another screen is in front', async ({ studio }) => {
  const { page } = studio;
  const map = page.getByRole('application', { name: /Map/ });
  await map.evaluate((element) => element.setAttribute('data-same', 'yes'));
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await expect(map).toBeHidden();
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await expect(map).toBeVisible();
  await expect(map).toHaveAttribute('data-same', 'yes');
});

test.describe('when our server has gone', () => {
  test('every screen can still be opened, and nothing that was typed is lost', async ({ page, product }) => {
    await page.goto(product.url);
    await expect(page.getByRole('application', { name: /Map/ })).toBeVisible();
    // The other screens are fetched ahead, a little after the map.
    await page.waitForFunction(() => performance.getEntriesByType('resource').length > 0 && performance.now() > 6000);
    await page.getByRole('button', { name: 'New draft' }).click();
    await page.getByRole('button', { name: 'Blank policy' }).click();
    const line = page.locator('.monaco-editor .view-line').first();
    await expect(line).toContainText('apiVersion');
    await product.stop();
    await page.getByRole('link', { name: 'History' }).click();
    await expect(page.getByRole('region', { name: 'History' })).toBeVisible();
    await page.getByRole('link', { name: /Findings/ }).click();
    await expect(page.locator('[data-finding]').first()).toBeVisible();
    await page.getByRole('link', { name: 'Map' }).click();
    await expect(page.getByRole('application', { name: /Map/ })).toBeVisible();
    await expect(line).toContainText('apiVersion');
  });
});

test('a sheet closes by its backdrop, and not because a text was selected past its edge', async ({ studio }) => {
  const { page } = studio;
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog');
  const title = await sheet.getByRole('heading').first().boundingBox();
  await page.mouse.move((title?.x ?? 0) + 4, (title?.y ?? 0) + 4);
  await page.mouse.down();
  await page.mouse.move(8, 450, { steps: 4 });
  await page.mouse.up();
  await expect(sheet).toBeVisible();
  await page.mouse.click(8, 450);
  await expect(sheet).toBeHidden();
});
