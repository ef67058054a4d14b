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
      const real = window.fetch;
      window.fetch = async (input, init) => {
        const response = await real(input, init);
        if (input !== '/api/v1/stream' || !response.ok) return response;
        let unended = '';
        const changed = new TransformStream({
          transform(piece, controller) {
            const lines = (unended + piece).split('\\n');
            unended = lines.pop();
            for (const line of lines) {
              const isMessage = line.startsWith('data: ');
              controller.enqueue((isMessage ? 'data: ' + JSON.stringify(rewrite(JSON.parse(line.slice(6)))) : line) + '\\n');
            }
          },
        });
        const text = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(changed);
        return new Response(text.pipeThrough(new TextEncoderStream()), response);
      };
    }`,
  });
}

/** What `JSON.parse` gives: whatever stands in a message may be changed. */
export type Message = ReturnType<typeof JSON.parse>;
