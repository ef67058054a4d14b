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

test('the effect of a draft is on the map and in words before anything is applied', async ({ studio, kube }) => {
  await studio.newDraft();
  await studio.write(DENY_UI);
  const { page } = studio;
  await expect(
    page.getByRole('complementary', { name: 'Draft' }).getByText(/Removes 9 of 90 allowed connections/),
  ).toBeVisible();
  await expect(page.locator('[data-testid=map-connections] tr[data-change=removed]')).toHaveCount(9);
  await expect(kube.getPolicy('ui', 'deny-ui')).rejects.toThrow('404');
});

test('a draft survives a reload', async ({ studio }) => {
  await studio.newDraft();
  await studio.write(DENY_UI);
  const { page } = studio;
  await expect(page.getByRole('complementary', { name: 'Draft' }).getByText(/Removes 9 of 90/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole('complementary', { name: 'Draft' }).getByText(/Removes 9 of 90/)).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Draft' }).getByText('deny-ui').first()).toBeVisible();
});

test('broken YAML is marked, keeps the last effect and cannot be applied', async ({ studio }) => {
  await studio.newDraft();
  await studio.write(DENY_UI);
  const { page } = studio;
  await expect(page.getByRole('complementary', { name: 'Draft' }).getByText(/Removes 9 of 90/)).toBeVisible();
  await studio.write(`${DENY_UI}  egress: [\n`);
  await expect(studio.editor.locator('.squiggly-error').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /Review and apply/ })).toBeDisabled();
});

test('what the server would refuse is marked on its line in its words', async ({ studio }) => {
  await studio.newDraft();
  await studio.write(DENY_UI.replace('policyTypes: [Egress]', 'ingress: [{ports: [{port: 70000}]}]'));
  await expect(studio.editor.locator('.squiggly-error').first()).toBeVisible();
  await expect(studio.page.getByRole('button', { name: /1 problem/ })).toBeVisible();
});
