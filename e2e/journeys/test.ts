/** A journey has a product and a page of its own, in the browser of its project. */

import { test as base, expect } from '@playwright/test';
import { startChromium } from '../../harness/browsers/chromium.ts';
import { startFirefox } from '../../harness/browsers/firefox.ts';
import type { RunningBrowser } from '../../harness/browsers/remote.ts';
import { type Visitor, visitorOf } from '../../harness/browsers/visitor.ts';
import { startWebKit } from '../../harness/browsers/webkit.ts';
import { type KubeClient, kubeClient } from '../../harness/kube-client.ts';
import { type Product, startProduct } from '../../harness/product.ts';

export { expect };

export type BrowserName = 'Chromium' | 'Firefox' | 'WebKit';

/** `npm run test:browsers` finds the programs. */
const START: Record<BrowserName, () => Promise<RunningBrowser>> = {
  Chromium: startChromium,
  Firefox: () => startFirefox(process.env.FIREFOX ?? 'firefox-esr'),
  WebKit: () =>
    startWebKit({
      driver: process.env.WEBKIT_DRIVER ?? 'WebKitWebDriver',
      browser: process.env.WEBKIT_BROWSER ?? 'MiniBrowser',
    }),
};

interface Fixtures {
  readonly product: Product;
  readonly kube: KubeClient;
  readonly visitor: Visitor;
}

export interface WorkerFixtures {
  readonly name: BrowserName;
  readonly running: RunningBrowser;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  name: ['Chromium', { option: true, scope: 'worker' }],
  running: [
    async ({ name }, use) => {
      const running = await START[name]();
      await use(running);
      await running.end();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  product: async ({ name: _ }, use) => {
    const product = await startProduct(['--demo']);
    await use(product);
    expect(await product.stop()).toBe(0);
  },
  kube: async ({ product }, use) => use(kubeClient(product.kubeconfig ?? '')),
  visitor: async ({ running, product }, use, info) => {
    const remote = await running.open();
    const visitor = visitorOf(remote);
    await visitor.open(product.url);
    await use(visitor);
    if (info.status !== info.expectedStatus) {
      await info.attach('what the window showed', { body: await remote.picture(), contentType: 'image/png' });
    }
    await remote.close();
    expect(remote.complaints).toEqual([]);
  },
});
