/** Takes texts out of the page where the browser cannot keep them. */

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
