/** The stream as it would be in a cluster that the demo cannot be: each message is changed on its way to the page. */

import type { Page } from '@playwright/test';

/**
 * Before the page is opened. `rewrite` runs in the page, on each message as parsed JSON, and gives the one to be heard;
 * it may use nothing from outside itself.
 */
export async function rewriteStream(page: Page, rewrite: (message: Message) => Message): Promise<void> {
  await page.addInitScript({
    content: `{
      const rewrite = ${rewrite.toString()};
      const Real = window.EventSource;
      window.EventSource = class extends Real {
        addEventListener(type, listener) {
          if (type !== 'message') return super.addEventListener(type, listener);
          super.addEventListener(type, (event) =>
            listener(new MessageEvent('message', { data: JSON.stringify(rewrite(JSON.parse(event.data))) })));
        }
      };
    }`,
  });
}

// biome-ignore lint/suspicious/noExplicitAny: whatever stands in a message may be changed.
export type Message = any;
