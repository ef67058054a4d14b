/**
 * `npm run screenshot`: draws the README's picture from the running product, with the lab's first four policies in
 * force, so that the picture is what a person sees.
 */

import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { kubeClient } from '../harness/kube-client.ts';
import { EXPECTED, POLICIES } from '../harness/lab/steps.ts';
import { launch } from '../harness/launch.ts';
import { startProduct } from '../harness/product.ts';
import { studioOf } from '../harness/studio.ts';

const LAST_STEP = 'S4';
const picture = fileURLToPath(new URL('screenshot.png', import.meta.url));

const product = await startProduct(['--demo']);
const browser = await chromium.launch(launch.launchOptions);
try {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'dark',
    reducedMotion: 'reduce',
  });
  const studio = studioOf(page);
  await studio.open(product.url);
  const kube = kubeClient(product.kubeconfig ?? '');
  for (const { step, allowed } of EXPECTED) {
    const policy = POLICIES[step];
    if (policy) await kube.applyPolicy(policy);
    await studio.showsAllowed(allowed);
    if (step === LAST_STEP) break;
  }
  // A changed strip keeps its mark for 1.2 s.
  await page.waitForTimeout(2_000);
  await page.screenshot({ path: picture });
  process.stdout.write(`${picture}\n`);
} finally {
  await browser.close();
  await product.stop();
}
