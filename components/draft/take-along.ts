/** Takes texts out of the page where the browser cannot keep them: to the clipboard, or as a file. */

import type { Edit } from '#draft';
import { policyName, policyNamespace } from '#engine';

export function textOfAll(edits: readonly Edit[]): string {
  const texts = edits.filter(({ action, text }) => action === 'put' && text.trim() !== '').map(({ text }) => text);
  return texts.map((text) => (text.endsWith('\n') ? text : `${text}\n`)).join('---\n');
}

/** The same for somebody with kubectl: what goes is not in any manifest, and so stands above them as a command. */
export function exportText(edits: readonly Edit[]): string {
  const removed = edits.flatMap(({ action, baseId }) => (action === 'delete' && baseId !== undefined ? [baseId] : []));
  const commands = removed.map(
    (id) => `# kubectl delete networkpolicy ${policyName(id)} --namespace ${policyNamespace(id)}\n`,
  );
  return commands.join('') + textOfAll(edits);
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

export function downloadText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it over by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
