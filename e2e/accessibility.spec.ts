import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { POLICIES } from '../harness/lab/steps.ts';
import { expect, test } from './test.ts';

const DENY_UI = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny-ui-egress
  namespace: ui
spec:
  podSelector: {}
  policyTypes: [Egress]
`;

/** Violations by rule and place, so that a failure says where to look. */
async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** Each look at a page takes seconds, and on a busy machine many. */
test.beforeEach(() => test.slow());

for (const theme of ['dark', 'light'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    test('the screens of findings and history have no accessibility violations', async ({ studio }) => {
      const { page } = studio;
      await page.keyboard.press('g');
      await page.keyboard.press('f');
      await expect(page.locator('[data-finding]').first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page
        .getByRole('button', { name: /Draft: admit/ })
        .first()
        .click();
      await studio.applyDraft();
      await page.getByRole('link', { name: 'History' }).click();
      await page.getByRole('button', { name: /created/ }).click();
      await expect(page.getByText('podSelector').first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

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
      await studio.write(DENY_UI);
      await expect(page.getByRole('button', { name: /Review and apply 1/ })).toBeEnabled();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: /Review and apply 1/ }).click();
      await expect(page.getByRole('dialog')).toContainText('Dry run passed');
      expect(await violations(page)).toEqual([]);
    });
  });
}
