import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { POLICIES } from './lab/steps.ts';
import { expect, test } from './test.ts';

/** Violations by rule and place, so that a failure says where to look. */
async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

for (const theme of ['dark', 'light'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    test('map, inspector, draft and review have no accessibility violations', async ({ studio, kube }) => {
      const { page } = studio;
      await kube.applyPolicy(POLICIES.S1 as never);
      await studio.showsAllowed(81);
      expect(await violations(page)).toEqual([]);
      await page.goto(`${new URL(page.url()).origin}/?select=workload:ui/ui[Deployment]`);
      await studio.showsAllowed(81);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('n');
      await expect(studio.editor).toBeVisible();
      await expect(page.getByRole('button', { name: /Review and apply 1/ })).toBeEnabled();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: /Review and apply 1/ }).click();
      await expect(page.getByRole('dialog')).toContainText('Dry run passed');
      expect(await violations(page)).toEqual([]);
    });
  });
}
