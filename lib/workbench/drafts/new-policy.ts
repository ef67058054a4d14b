/** The text that a new policy begins with. It is nobody's own until something is typed into it. */

import { type DraftSet, type Edit, hasOwnText } from '#draft';
import { networkPolicyId, policyId } from '#engine';
import { newPolicyText } from '#manifest';
import type { ScreenSnapshot } from '#stream';

const NAME = 'new-policy';

/** Under the first name that neither cluster nor draft has. */
export function beginPolicy(namespace: string, draft: DraftSet, snapshot: ScreenSnapshot | undefined): string {
  const taken = new Set(snapshot?.policies.map(policyId));
  const drafted = draft.edits.map((edit) => edit.text).join('\n');
  for (let count = 1; ; count++) {
    const name = count === 1 ? NAME : `${NAME}-${count}`;
    if (!taken.has(networkPolicyId(namespace, name)) && !drafted.includes(`name: ${name}\n`)) {
      return newPolicyText(namespace, name);
    }
  }
}

/** Whether it holds a text that somebody made and that stands nowhere else. */
export function isSomebodys(edit: Edit): boolean {
  return hasOwnText(edit) && !isAsBegun(edit);
}

function isAsBegun({ base, namespace, text }: Edit): boolean {
  if (base !== null) return false;
  const name = /^ {2}name: (new-policy(?:-\d+)?)$/m.exec(text)?.[1];
  return name !== undefined && text === newPolicyText(namespace, name);
}
