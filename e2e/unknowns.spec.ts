import AxeBuilder from '@axe-core/playwright';
import { EXPECTED, POLICIES } from '../harness/lab/steps.ts';
import { kubeconfigAs, mayRead } from '../harness/limited-user.ts';
import { startProduct } from '../harness/product.ts';
import { rewriteStream } from '../harness/rewritten-stream.ts';
import { studioOf } from '../harness/studio.ts';
import { expect, test } from './test.ts';

test('a part of the pods is shown as a part: numbers are lower bounds, findings wait, nothing can be applied', async ({
  page,
  product,
}) => {
  await rewriteStream(page, (message) => {
    if (message.snapshot) message.snapshot.incomplete = ['pods'];
    if (message.type === 'change') message.incomplete = ['pods'];
    if (message.health) {
      Object.assign(message.health.kinds.pods, { state: 'connecting', count: 4000, expected: 10_000 });
    }
    return message;
  });
  const studio = studioOf(page);
  await studio.open(product.url);
  await expect(page.getByText('Reading pods, 4,000 of 10,000 so far.')).toBeVisible();
  await expect(page.getByTestId('reachability-total')).toContainText('90+');
  await expect(page.getByRole('button', { name: /^Open/ })).toContainText('90+');
  await page.getByRole('link', { name: /Findings/ }).click();
  await expect(page.getByText(/Findings wait for all of them/)).toBeVisible();
  await page.getByRole('link', { name: 'Map' }).click();
  await studio.newDraft();
  await expect(page.getByText('these numbers are lower bounds')).toBeVisible();
  await expect(page.getByRole('button', { name: /Review and apply/ })).toBeDisabled();
});

test('a namespace that may not be read is unknown, and what is still certain is told', async ({
  page,
  product,
  kube,
}) => {
  for (const { step } of EXPECTED) {
    const policy = POLICIES[step];
    if (policy) await kube.applyPolicy(policy);
    if (step === 'S4') break;
  }
  const known = ['carts', 'catalog', 'checkout', 'orders', 'ui', 'default', 'other', 'kube-public', 'kube-node-lease'];
  await mayRead(kube, 'viewer', known);
  const limited = await startProduct(['--kubeconfig', kubeconfigAs(product.kubeconfig ?? '', 'viewer')]);
  const studio = studioOf(page);
  await studio.open(limited.url);
  await studio.showsAllowed(55, 72);
  await expect(page.getByText('1 namespace not readable')).toBeVisible();
  await expect(page.getByTestId('reachability-total')).toContainText('55+');
  await page.goto(`${new URL(page.url()).origin}/?select=namespace:kube-system`);
  const panel = page.getByRole('complementary', { name: 'Namespace kube-system' });
  await expect(panel).toContainText('Your role cannot read it.');
  await expect(panel.getByText('networkpolicies')).toBeVisible();
  const certain = panel.locator('section', { hasText: 'Still certain' }).getByRole('listitem');
  await expect(certain).toHaveText([/kube-system\s*to\s*catalog$/, /kube-system\s*to\s*catalog-mysql$/]);
  await expect(panel).toContainText('9 workloads to kube-system');
  await expect(panel).toContainText('kube-system to 7 workloads');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([]);
  await page.goto(`${new URL(page.url()).origin}/?select=workload:catalog/catalog[Deployment]`);
  await expect(page.getByText('1 of 8+ workloads may reach it')).toBeVisible();
  await expect(page.getByText(/It may reach 8\+ of 8\+/)).toBeVisible();
  expect(await limited.stop()).toBe(0);
});
