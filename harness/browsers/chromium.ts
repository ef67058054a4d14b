/** Chromium by Playwright, with no more than the other browsers can be asked for. */

import { chromium } from '@playwright/test';
import { launch } from '../launch.ts';
import { type Remote, type RunningBrowser, VIEWPORT } from './remote.ts';

export async function startChromium(): Promise<RunningBrowser> {
  const browser = await chromium.launch(launch.launchOptions);
  return {
    end: () => browser.close(),
    async open(): Promise<Remote> {
      const context = await browser.newContext({ viewport: VIEWPORT, reducedMotion: 'reduce', colorScheme: 'dark' });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      return {
        complaints,
        goto: async (url) => void (await page.goto(url)),
        reload: async () => void (await page.reload()),
        back: async () => void (await page.goBack()),
        forward: async () => void (await page.goForward()),
        evaluate: (expression) => page.evaluate(expression),
        click: ({ x, y }) => page.mouse.click(x, y),
        press: (chord) => page.keyboard.press(chord),
        type: (text) => page.keyboard.type(text),
        picture: () => page.screenshot(),
        close: () => context.close(),
      };
    },
  };
}
