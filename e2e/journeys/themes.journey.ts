import { writeFile } from 'node:fs/promises';
import { expect, test } from './test.ts';

for (const theme of ['dark', 'light'] as const) {
  test(`in the ${theme} theme, map, panel and draft have no faults of accessibility`, async ({
    visitor,
    product,
  }, info) => {
    const { remote } = visitor;
    const shown = `document.documentElement.dataset.theme`;
    if ((await remote.evaluate<string>(shown)) !== theme) await visitor.click('button', /theme|Light|Dark/i);
    await expect.poll(() => remote.evaluate<string>(shown)).toBe(theme);
    await remote.goto(new URL('/map?select=workload:ui/ui[Deployment]', product.url).href);
    await expect.poll(() => remote.evaluate<string>(shown)).toBe(theme);
    await visitor.showsAllowed(90);
    await visitor.sees('complementary', /ui/);
    expect(await visitor.violations()).toEqual([]);
    await remote.press('n');
    await visitor.reads('.monaco-editor .view-lines', /apiVersion/);
    expect(await visitor.violations()).toEqual([]);
    // For whoever wants to look: under .cache/e2e-browsers.
    await writeFile(info.outputPath(`${theme}.png`), await remote.picture());
  });
}
