import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { FLEET, fleet } from '../harness/fleet.ts';
import { type Product, startProduct } from '../harness/product.ts';

/** 151 namespaces of 12 teams: far more than can be read at once. */
let folder = '';
let product: Product;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netpol-studio-scale-'));
  writeFileSync(join(folder, 'all.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: fleet(FLEET) }));
  product = await startProduct(['--manifests', folder]);
});
test.afterAll(async () => {
  expect(await product.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

const twin = (page: Page) => page.getByTestId('map-twin');
const lines = (page: Page) => page.getByTestId('map-connections');

async function open(page: Page, query = ''): Promise<void> {
  const address = new URL(product.url);
  for (const [key, value] of new URLSearchParams(query)) address.searchParams.set(key, value);
  await page.goto(address.href);
  await expect(page.getByTestId('levels-canvas')).toHaveAttribute('data-frames', /\d+/);
  // Keys walk what the tables beside the canvas name: they follow it once it is painted.
  await expect(page.getByTestId('map-groups')).toHaveAttribute('data-count', /[1-9]/);
}

test('a large cluster is seen as groups, and every pair is told in one place', async ({ page }) => {
  await open(page);
  await expect(page.getByText(/^12 groups, 147 namespaces, 1,031 workloads/)).toBeVisible();
  await expect(page.getByTestId('map-groups')).toHaveAttribute('data-count', '12');
  const places = page.getByTestId('places');
  const pairs = await places
    .locator('tr[data-pairs]')
    .evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset.pairs)));
  const total = Number(await page.getByTestId('map-totals').getAttribute('data-allowed'));
  expect(pairs.reduce((sum, each) => sum + each, 0)).toBe(total);
  const drawn = await lines(page)
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset.pairs)));
  expect(drawn.length).toBeLessThanOrEqual(150);
  expect(drawn.reduce((sum, each) => sum + each, 0)).toBe(
    Number(await places.locator('tr[data-place=lines]').getAttribute('data-pairs')),
  );
  const panel = page.getByRole('complementary', { name: 'Cluster' });
  await expect(panel).toContainText('Open to everyone');
  await expect(panel).toContainText('kube-system');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([]);
});

test('keys walk the groups, open one, select a namespace with all its lines, and go up again', async ({ page }) => {
  await open(page);
  await page.getByRole('application', { name: 'Map of who can talk to whom' }).focus();
  const cursor = page.getByTestId('map-cursor');
  await page.keyboard.press('ArrowRight');
  await expect(cursor).toContainText(/^\w+, group, 12 namespaces, \d+ groups? may come in, it may reach \d+/);
  const group = (await cursor.textContent())?.split(',')[0] ?? '';
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`open=${group}`));
  await expect(page.getByRole('navigation', { name: 'Where the map is' })).toContainText(group);
  await page.keyboard.press('ArrowRight');
  await expect(cursor).toContainText(', namespace,');
  const namespace = (await cursor.textContent())?.split(',')[0] ?? '';
  await page.keyboard.press(' ');
  await expect(page.getByRole('complementary', { name: `Namespace ${namespace}` })).toBeVisible();
  await expect(page.getByTestId('level-words')).toContainText('none left out');
  await expect(lines(page).locator(`tr[data-source="monitoring"][data-destination="${namespace}"]`)).toHaveCount(1);
  await page.goBack();
  await expect(page).not.toHaveURL(/select=/);
});

test('the wheel opens what is below in place, and zooming out brings the groups back', async ({ page }) => {
  await open(page);
  const canvas = page.getByTestId('levels-canvas');
  await expect(canvas).toHaveAttribute('data-level', 'groups');
  const box = await canvas.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 300);
  for (let turn = 0; turn < 4; turn++) await page.mouse.wheel(0, -100);
  await expect(canvas).toHaveAttribute('data-level', 'namespaces');
  for (let turn = 0; turn < 12; turn++) await page.mouse.wheel(0, -100);
  await expect(canvas).toHaveAttribute('data-level', 'workloads');
  await expect(page.getByTestId('map-workloads')).toHaveAttribute('data-count', /^\d{3,}$/);
  await page.keyboard.press('0');
  await expect(canvas).toHaveAttribute('data-level', 'groups');
});

test('namespaces are grouped by what a person chooses, which is in the address', async ({ page }) => {
  await open(page);
  const choice = page.getByTestId('group-by');
  await expect(choice).toHaveValue('label:team');
  await choice.selectOption('found');
  await expect(page).toHaveURL(/by=found/);
  await expect(page.getByTestId('map-groups')).toContainText('around');
  await choice.selectOption('none');
  await expect(page.getByTestId('levels-canvas')).toHaveCount(0);
  await choice.selectOption('label:team');
  await expect(page.getByTestId('map-groups')).toHaveAttribute('data-count', '12');
});

test('where groups stand is kept over a reload', async ({ page }) => {
  await open(page);
  const kept = () => page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.includes('/levels/')));
  await expect.poll(async () => (await kept()).length).toBe(1);
  const before = await kept();
  await page.reload();
  await expect(page.getByTestId('levels-canvas')).toHaveAttribute('data-frames', /\d+/);
  expect(await kept()).toEqual(before);
  await expect(twin(page)).toHaveAttribute('data-level', 'groups');
});
