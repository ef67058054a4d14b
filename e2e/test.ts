/** A test has a product of its own on a port of its own, and a page that must not complain. */

import { test as base, expect } from '@playwright/test';
import { type KubeClient, kubeClient } from '../harness/kube-client.ts';
import { type Product, startProduct } from '../harness/product.ts';
import { type Studio, studioOf } from '../harness/studio.ts';

export { expect };

interface Fixtures {
  readonly flags: readonly string[];
  readonly product: Product;
  readonly kube: KubeClient;
  readonly studio: Studio;
}

export const test = base.extend<Fixtures>({
  flags: [['--demo'], { option: true }],
  product: async ({ flags }, use) => {
    const product = await startProduct(flags);
    await use(product);
    expect(await product.stop()).toBe(0);
  },
  kube: async ({ product }, use) => use(kubeClient(product.kubeconfig ?? '')),
  studio: async ({ page, product }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`.trim());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    const studio = studioOf(page);
    await studio.open(product.url);
    await use(studio);
    expect(complaints).toEqual([]);
  },
});
