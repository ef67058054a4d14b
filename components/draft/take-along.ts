/** Takes texts out of the page where the browser cannot keep them. */

import type { Edit } from '#draft';

export function textOfAll(edits: readonly Edit[]): string {
  const texts = edits.filter(({ action, text }) => action === 'put' && text.trim() !== '').map(({ text }) => text);
  return texts.map((text) => (text.endsWith('\n') ? text : `${text}\n`)).join('---\n');
}

/** Whether it worked: a browser may refuse. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
