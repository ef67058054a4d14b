import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { type Product, startProduct } from '../harness/product.ts';

/** More workloads than can be read at once: 12 namespaces of 6, of which the first is closed but for the second. */
const NAMES = Array.from({ length: 12 }, (_, at) => `team-${String.fromCharCode(97 + at)}`);

function manifests(): string {
  const documents = NAMES.flatMap((namespace) => [
    `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${namespace} }\n`,
    ...Array.from(
      { length: 6 },
      (_, at) =>
        `apiVersion: v1\nkind: Pod\nmetadata: { name: app-${at}, namespace: ${namespace}, labels: { app: app-${at} } }\nspec: { containers: [{ name: c, image: i }] }\n`,
    ),
  ]);
  const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: from-b, namespace: team-a }
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: team-b } } }]
`;
  return [...documents, policy].join('---\n');
}

let folder = '';
let product: Product;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netpol-studio-fold-'));
  writeFileSync(join(folder, 'all.yaml'), manifests());
  product = await startProduct(['--manifests', folder]);
});
test.afterAll(async () => {
  expect(await product.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

test('workloads too many to be read are folded into a strip a namespace, and open again', async ({ page }) => {
  await page.goto(product.url);
  const namespaces = page.locator('[data-testid=map-namespaces] tr[data-namespace^=team-]');
  await expect(namespaces).toHaveCount(12);
  await expect(page.getByText('72 workloads in 12 namespaces, nothing left out')).toBeVisible();
  await expect(page.locator('[data-testid=map-connections]')).toHaveAttribute('data-count', '1');

  await page.getByRole('application', { name: /Map/ }).focus();
  const cursor = page.getByTestId('map-cursor');
  for (let step = 0; step < 30 && !(await cursor.textContent())?.includes('team-a'); step++) {
    await page.keyboard.press(step % 6 === 5 ? 'ArrowRight' : 'ArrowDown');
  }
  await page.goto(`${new URL(page.url()).origin}/?select=namespace:team-a`);
  const panel = page.getByRole('complementary', { name: 'Namespace team-a' });
  await expect(panel).toContainText('Ingress: 6 of 6 isolated');
  await expect(panel.getByRole('list', { name: 'Namespaces let in by a rule' })).toContainText('team-b36/36');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([]);

  await panel.getByRole('button', { name: 'Open', exact: true }).click();
  // Its own six, and the six of team-b that a rule lets in.
  await expect(page.locator('[data-testid=map-workloads]')).toHaveAttribute('data-count', '12');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Show all namespaces' }).click();
  await expect(namespaces).toHaveCount(12);
  await page.locator('label').getByText('Workloads', { exact: true }).click();
  await expect(page.locator('[data-testid=map-workloads]')).toHaveAttribute('data-count', '72');
  await expect(page).toHaveURL(/detail=workloads/);
});

test('the filter finds a workload on a folded map, and Enter opens it', async ({ page }) => {
  await page.goto(product.url);
  await expect(page.locator('[data-testid=map-namespaces]')).toBeAttached();
  await page.keyboard.press('f');
  await page.keyboard.type('team-k app-3');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/select=workload%3Ateam-k%2Fapp-3/);
  await expect(page.getByRole('complementary', { name: 'Workload app-3' })).toBeVisible();
});
