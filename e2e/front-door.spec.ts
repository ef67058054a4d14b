import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './test.ts';

test('a browser that was not let in learns how to come in', async ({ page, product }) => {
  const answer = await page.goto(new URL(product.url).origin);
  expect(answer?.status()).toBe(401);
  await expect(page.getByRole('heading', { name: 'Netpol Studio is running' })).toBeVisible();
});

test('a page of another origin can neither read, write nor frame', async ({ page, product }) => {
  const ours = new URL(product.url).origin;
  await page.goto(product.url);
  const stranger = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<iframe src="${ours}/"></iframe>`);
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const { port } = stranger.address() as AddressInfo;
  const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
  await page.goto(`http://127.0.0.1:${port}/`);
  await refused;
  const outcome = await page.evaluate(async (origin) => {
    const attempt = (path: string, init: RequestInit) =>
      fetch(origin + path, { credentials: 'include', ...init }).then(
        () => 'answered',
        () => 'refused',
      );
    return Promise.all([
      attempt('/api/v1/state', {}),
      attempt('/api/v1/preview', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
    ]);
  }, ours);
  expect(outcome).toEqual(['refused', 'refused']);
  stranger.closeAllConnections();
  stranger.close();
});
