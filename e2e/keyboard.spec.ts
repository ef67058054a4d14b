import { expect, test } from './test.ts';

test('a finding is found and its fix drafted by keyboard alone', async ({ studio }) => {
  const { page } = studio;
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await expect(page).toHaveURL(/\/findings/);
  const fix = page.getByRole('button', { name: 'Draft: admit carts only' }).first();
  for (let stop = 0; stop < 40 && !(await fix.evaluate((button) => button === document.activeElement)); stop++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/map/);
  await expect(page.getByRole('complementary', { name: 'Draft' })).toContainText(/Removes 8 of 90 allowed connections/);
  await expect(studio.editor).toBeVisible();
});

test('a workload is found, opened, drafted for and reviewed by keyboard alone', async ({ studio }) => {
  const { page } = studio;
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden();

  await page.getByRole('application', { name: /Map/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/select=workload/);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/select=/);

  await page.keyboard.press('n');
  await expect(studio.editor).toBeVisible();
  await expect(page.getByRole('button', { name: /Review and apply/ })).toBeDisabled();
  await studio.editor.locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('# Nobody but ours.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /Review and apply 1/ })).toBeEnabled();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('dialog')).toContainText('What the server would store');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
