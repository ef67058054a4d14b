/**
 * The product's own figures, one JSON line each: start to first map, keystroke to painted preview, JavaScript to load,
 * memory. Run by `npm run bench`, which builds first, so that every start is a warm one.
 */

import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from '@playwright/test';
import { launch } from '../harness/launch.ts';
import { startProduct } from '../harness/product.ts';
import { studioOf } from '../harness/studio.ts';
import { type KeystrokeTimes, recordKeystrokes } from './keystrokes.ts';

const STARTS = 5;
const EDITS = 200;
const KB = 1000;

/** Whatever is typed at its end decides whether it selects anything: each key changes the whole effect. */
const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: bench
  namespace: ui
spec:
  policyTypes: [Egress]
  podSelector:
    matchLabels:
      app.kubernetes.io/name: ui`;

function print(figure: string, value: number, unit: string, goal?: number): void {
  const rounded = Number(value.toPrecision(4));
  console.log(
    JSON.stringify({ figure, value: rounded, unit, ...(goal === undefined ? {} : { goal, met: rounded <= goal }) }),
  );
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const browser = await chromium.launch(launch.launchOptions);
try {
  await benchStart(browser);
  await benchScreen(browser);
} finally {
  await browser.close();
}

/** From the command to a map with every pair on it, in a browser that is open already. */
async function benchStart(browser: Browser): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < STARTS; run++) {
    const page = await browser.newPage({ viewport: launch.viewport ?? null });
    const began = performance.now();
    const product = await startProduct(['--demo']);
    await page.goto(product.url, { waitUntil: 'commit' });
    await page.locator('[data-testid=map-totals]').waitFor({ state: 'attached' });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    times.push(performance.now() - began);
    await page.close();
    await product.stop();
  }
  print('start to first map, warm, median', quantile(times, 0.5) / 1000, 's', 2);
}

async function benchScreen(browser: Browser): Promise<void> {
  const product = await startProduct(['--demo']);
  const page = await browser.newPage({ viewport: launch.viewport ?? null });
  const scripts = countScripts(page);
  const studio = studioOf(page);
  await studio.open(product.url);
  await studio.showsAllowed(90);
  await page.waitForTimeout(1000);
  print('JavaScript of the map page, gzip', (await scripts.take()) / KB, 'KB', 350);
  print('memory of the server after start', await residentMegabytes(page), 'MB', 200);

  await studio.newDraft();
  await page.waitForTimeout(1000);
  print('JavaScript of the editor besides, gzip', (await scripts.take()) / KB, 'KB');
  await studio.write(POLICY);
  await page.getByText(/Removes 9 of 90/).waitFor();
  const times = await typeKeys(page);
  for (const [what, goal] of [
    ['drawn', undefined],
    ['painted', 16],
  ] as const) {
    const values = times.map((time) => time[what]);
    print(`keystroke to ${what} preview, p50 of ${values.length}`, quantile(values, 0.5), 'ms', goal);
    print(`keystroke to ${what} preview, p99 of ${values.length}`, quantile(values, 0.99), 'ms', goal);
  }
  await page.close();
  await product.stop();
}

/** Types and takes back a letter: the policy selects all of ui, nothing, all of ui, and so on. */
async function typeKeys(page: Page): Promise<KeystrokeTimes[]> {
  await page.keyboard.press('ControlOrMeta+End');
  await page.evaluate(recordKeystrokes);
  for (let edit = 0; edit < EDITS; edit++) {
    await page.keyboard.press(edit % 2 === 0 ? 'x' : 'Backspace');
    await page.waitForFunction((count) => window.keystrokes?.length === count, edit + 1);
    // Whatever fades has faded: a person does not type faster.
    await page.waitForTimeout(120);
  }
  return page.evaluate(() => [...(window.keystrokes ?? [])]);
}

/** Bytes of JavaScript, compressed by gzip, that were loaded since it was last asked. Workers count. */
function countScripts(page: Page): { take(): Promise<number> } {
  const bodies: Promise<Buffer>[] = [];
  page.context().on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) bodies.push(response.body());
  });
  return {
    async take() {
      const scripts = await Promise.all(bodies.splice(0));
      return scripts.reduce((total, script) => total + gzipSync(script, { level: 9 }).length, 0);
    },
  };
}

async function residentMegabytes(page: Page): Promise<number> {
  const text = await page.evaluate(async () => (await fetch('/metrics')).text());
  return Number(/^netpol_studio_resident_bytes (\d+)$/m.exec(text)?.[1]) / 1e6;
}
