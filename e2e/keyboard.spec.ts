import { expect, test } from './test.ts';

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
  await expect(page.getByRole('button', { name: /Review and apply 1/ })).toBeEnabled();
  await studio.editor.locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('dialog')).toContainText('What the server would store');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
