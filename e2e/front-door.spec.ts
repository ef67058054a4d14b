import { startNeighbour } from '../harness/neighbour.ts';
import { startProduct } from '../harness/product.ts';
import { studioOf } from '../harness/studio.ts';
import { expect, test } from './test.ts';

const NOT_LET_IN = { name: 'Netpol Studio is running' };

test('a browser that was not let in learns how to come in, and sees nothing of the cluster', async ({
  page,
  product,
}) => {
  await page.goto(new URL(product.url).origin);
  await expect(page.getByRole('heading', NOT_LET_IN)).toBeVisible();
  await expect(page.getByText(/kill -USR2 \d+ prints a new one/)).toBeVisible();
  expect(await page.content()).not.toContain('catalog');
});

test('a page of another origin can neither read, write nor frame', async ({ page, product }) => {
  const ours = new URL(product.url).origin;
  await page.goto(product.url);
  const stranger = await startNeighbour(() => ({ body: `<iframe src="${ours}/"></iframe>` }));
  const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
  await page.goto(`http://127.0.0.1:${stranger.port}/`);
  await refused;
  const outcome = await page.evaluate(async (origin) => {
    const attempt = (path: string, init: RequestInit) =>
      fetch(origin + path, { credentials: 'include', ...init }).then(
        () => 'answered',
        () => 'refused',
      );
    return Promise.all([
      attempt('/api/v1/state', {}),
      attempt('/api/v1/state', { headers: { authorization: 'Bearer x' } }),
      attempt('/api/v1/preview', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
    ]);
  }, ours);
  expect(outcome).toEqual(['refused', 'refused', 'refused']);
  await stranger.close();
});

test('what the browser gives another server of this machine opens nothing here', async ({ studio, product }) => {
  const { page } = studio;
  const { hostname } = new URL(product.url);
  const other = await startNeighbour(() => ({
    body: '<script>document.title = JSON.stringify(localStorage)</script>',
  }));
  for (const host of ['127.0.0.1', 'localhost', hostname]) {
    await page.goto(`http://${host}:${other.port}/`);
    await expect(page).toHaveTitle('{}');
  }
  const pages = other.requests.filter(({ url }) => url === '/');
  expect(pages).toHaveLength(3);
  for (const { headers } of pages) {
    const sent = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'host'));
    const asScript = { cookie: sent.cookie ?? '', authorization: sent.authorization ?? '' };
    const { status } = await fetch(`${product.api}/api/v1/state`, { headers: asScript as Record<string, string> });
    expect(status).toBe(401);
  }
  await other.close();
});

test('cookies that another server leaves lock nobody out', async ({ page, product }) => {
  const cookies = Array.from({ length: 12 }, (_, at) => `c${at}=${'x'.repeat(3000)}; Path=/`);
  const bomb = await startNeighbour(() => ({ headers: { 'set-cookie': cookies }, body: 'left some cookies' }));
  await page.goto(`http://127.0.0.1:${bomb.port}/`);
  await bomb.close();
  const plain = await page.goto(product.api);
  expect([plain?.status(), await plain?.text()]).toEqual([431, expect.stringContaining('has a name of its own')]);
  await studioOf(page).open(product.url);
});

test('whoever held the port before does not own the page after', async ({ page }) => {
  const worker = `self.addEventListener('fetch', (event) => event.respondWith(new Response('not ours')));
    self.addEventListener('activate', () => clients.claim()); self.addEventListener('install', () => skipWaiting());`;
  const squatter = await startNeighbour((path) =>
    path === '/worker.js'
      ? { headers: { 'content-type': 'text/javascript' }, body: worker }
      : { body: '<title>squatter</title>' },
  );
  for (const host of ['127.0.0.1', 'localhost']) {
    await page.goto(`http://${host}:${squatter.port}/`);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/worker.js');
      await navigator.serviceWorker.ready;
    });
    await page.goto(`http://${host}:${squatter.port}/`);
    await expect(page.locator('body')).toHaveText('not ours');
  }
  await squatter.close();
  const product = await startProduct(['--demo', '--port', String(squatter.port)]);
  await studioOf(page).open(product.url);
  await studioOf(page).showsAllowed(90);
  expect(await product.stop()).toBe(0);
});

test('a reload and a second tab are signed in, until one of them signs out', async ({ page, product, context }) => {
  const studio = studioOf(page);
  await studio.open(product.url);
  expect(page.url()).not.toContain('token');
  await page.reload();
  await studio.showsAllowed(90);
  const second = await context.newPage();
  await second.goto(new URL('/findings', product.url).href);
  await expect(second.getByRole('main')).toContainText('finding');
  await second.getByRole('button', { name: /may apply|Identity/ }).click();
  await second.getByRole('button', { name: 'Sign out here' }).click();
  await expect(second.getByRole('heading', NOT_LET_IN)).toBeVisible();
  await expect(page.getByText('You are signed out.')).toBeVisible();
});

test('the address that was used is of no use to whoever finds it later', async ({ page, browser, product }) => {
  await studioOf(page).open(product.url);
  expect(
    await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .join(),
    ),
  ).not.toContain('token');
  const other = await (await browser.newContext()).newPage();
  await other.goto(page.url());
  await expect(other.getByRole('heading', NOT_LET_IN)).toBeVisible();
});
