import type { Page } from '@playwright/test';
import { POLICIES } from '../harness/lab/steps.ts';
import { rewriteStream } from '../harness/rewritten-stream.ts';
import { expect, test } from './test.ts';

/** What strangers may write, in whatever a cluster, a file, a kubeconfig or a server says. */
async function sayHostileThings(page: Page): Promise<void> {
  await rewriteStream(page, (message) => {
    const turned = '\u202eelbisivni\u202c\u200b\u05e9\u05dc\u05d5\u05dd';
    const script = '<img src=x onerror=window.ran=true>';
    const long = 'long'.repeat(60);
    const said = (text: string) => JSON.stringify(text).slice(1, -1);
    let text = JSON.stringify(message);
    // Names of a workload and of a policy cannot hold a bracket; whatever else there is may.
    text = text.replaceAll('catalog-mysql', said(`${turned}${long}`));
    text = text.replaceAll('allow-catalog-ingress-db', said(`p${turned}${long}`));
    text = text.replaceAll('"http"', JSON.stringify(`${script}${turned}`));
    text = text.replaceAll('"service"', JSON.stringify(`${script}${turned}${long}`));
    text = text.replaceAll('"eks-workshop"', JSON.stringify(`${turned}${script}${long}`));
    text = text.replaceAll('"demo-admin"', JSON.stringify(`javascript:${turned}${script}${long}`));
    const hostile = JSON.parse(text);
    const sentence = `${turned} ${script} [click](javascript:window.ran=true) ${long}`;
    const { enforcement, policies } = hostile.snapshot ?? hostile;
    if (enforcement) Object.assign(enforcement, { because: sentence, plugin: sentence, detail: sentence });
    for (const policy of policies?.set ?? policies ?? []) {
      const written = policy.policy ?? policy;
      written.metadata.annotations = { [`note${turned}`]: sentence };
    }
    if (hostile.health) {
      Object.assign(hostile.health.kinds.services, { state: 'reconnecting', error: sentence });
    }
    return hostile;
  });
}

/** What is wrong with the page as it stands: nothing, else what and where. */
function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const where = (element: Element | null) => {
      const path: string[] = [];
      for (let at = element; at && path.length < 4; at = at.parentElement) path.unshift(at.tagName.toLowerCase());
      return `${path.join('>')} ${element?.textContent?.slice(0, 40)}`;
    };
    const unseen = /[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;
    const turning = /[\u0590-\u05ff\u202a-\u202e\u2066-\u2069]/;
    if ('ran' in window) faults.push('a script ran');
    for (const made of document.querySelectorAll('img[src=x], [onerror], a[href^="javascript:"]')) {
      faults.push(`an element was made: ${where(made)}`);
    }
    // The editor shows such marks in its own way, and scrolls long lines.
    const isEditors = (element: Element | null) => element?.closest('.monaco-editor, .monaco-aria-container') != null;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { parentElement: parent, textContent } = texts.currentNode;
      if (parent === null || textContent === null || isEditors(parent) || parent.closest('script, style')) continue;
      if (!turning.test(textContent) || parent.closest('.sr-only') !== null) continue;
      const { unicodeBidi, display } = getComputedStyle(parent);
      // What stands behind it in the same element would be turned with it.
      const followed = [...parent.childNodes].some(
        (node) =>
          node.nodeType === Node.TEXT_NODE &&
          node.textContent?.trim() !== '' &&
          (texts.currentNode.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
      );
      const isIsolated = /isolate|plaintext/.test(unicodeBidi) || display === 'block' || parent.tagName === 'OPTION';
      if (!isIsolated || followed) faults.push(`a text that turns its neighbours: ${where(parent)}`);
    }
    if (unseen.test(document.title)) faults.push('an unseen mark in the title of the page');
    if (document.documentElement.scrollWidth > window.innerWidth) faults.push('the page is wider than the window');
    for (const box of document.querySelectorAll('header, aside, main, nav, section, dialog[open], [popover]')) {
      if (isEditors(box) || getComputedStyle(box).overflowX === 'auto' || box.clientWidth === 0) continue;
      const { right } = box.getBoundingClientRect();
      if (right > window.innerWidth + 1) faults.push(`${where(box)} leaves the window`);
      if (box.scrollWidth > box.clientWidth + 1) faults.push(`${where(box)} is wider than its place`);
    }
    return [...new Set(faults)];
  });
}

test('text of strangers runs nothing, turns nothing round but itself and breaks no layout, on any screen', async ({
  page,
  product,
  kube,
}) => {
  test.setTimeout(120_000);
  for (const step of ['S1', 'S2', 'S3', 'S4'] as const) await kube.applyPolicy(POLICIES[step] as never);
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  await sayHostileThings(page);
  await page.goto(product.url);
  await expect(page.getByTestId('map-totals')).toBeAttached();
  const faults: string[] = [];
  const seen = new Set<string>();
  const look = async (screen: string) => {
    await page.waitForTimeout(400);
    for (const fault of await faultsOf(page)) {
      if (!seen.has(fault)) faults.push(`${screen}: ${fault}`);
      seen.add(fault);
    }
  };
  await look('map');

  const cells = page.locator('header button');
  for (let at = 0; at < (await cells.count()); at += 1) {
    await cells.nth(at).click();
    await look(`popover ${at}`);
    await page.keyboard.press('Escape');
  }

  const strips = await page
    .locator('[data-workload]')
    .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.workload ?? ''));
  const hostile = strips.find((id) => id.includes('long')) ?? '';
  expect(hostile).not.toBe('');
  const at = async (query: string, screen: string) => {
    await page.goto(`${new URL(page.url()).origin}/map?${query}`);
    await expect(page.getByTestId('map-totals')).toBeAttached();
    await look(screen);
  };
  const select = (text: string) => `select=${encodeURIComponent(text)}`;
  await at(select(`workload:${hostile}`), 'workload');
  await at(select('workload:catalog/catalog[Deployment]'), 'its caller');
  await at(select(`edge:catalog/catalog[Deployment]>${hostile}`), 'allowed pair');
  await at(select(`edge:ui/ui[Deployment]>${hostile}`), 'denied pair');
  await at(select(`edge:outside>${hostile}`), 'pair with the internet');
  await at(select('workload:outside'), 'internet');
  await at(select('namespace:catalog'), 'namespace');
  await at('ns=catalog', 'chosen namespaces');
  const policies = page.getByRole('list', { name: /policies/i }).getByRole('button');
  if ((await policies.count()) > 0) await policies.first().click();
  await look('policy');

  for (const path of ['findings', 'history']) {
    await page.goto(`${new URL(page.url()).origin}/${path}`);
    await look(path);
  }
  await page.goto(`${new URL(page.url()).origin}/map`);
  await expect(page.getByTestId('map-totals')).toBeAttached();
  await page.keyboard.press('n');
  await expect(page.getByRole('complementary', { name: 'Draft' })).toBeVisible();
  await look('draft');
  expect(faults).toEqual([]);
  expect(dialogs).toBe(0);
});
