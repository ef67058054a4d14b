/** A text whose policy becomes another one: comments stay where its parts can be replaced one by one. */

import type { NetworkPolicy } from '#engine';
import { applyTextEdits } from './apply-edits.ts';
import { editsTowards } from './edits-towards.ts';
import { parsePolicies } from './parse-policies.ts';
import type { PolicyDocument } from './policy-document.ts';
import { renderPolicy } from './render-policy.ts';

/** Whatever the text holds beside this document stays as it is. */
export function rewritePolicy(text: string, document: PolicyDocument, policy: NetworkPolicy): string {
  const changed = applyTextEdits(text, editsTowards(text, document, policy, 'all'));
  if (saysTheSame(changed, document, policy)) return changed;
  const { start, end } = document.range;
  return applyTextEdits(text, [{ start, end, text: renderPolicy(policy) }]);
}

function saysTheSame(text: string, { index }: PolicyDocument, policy: NetworkPolicy): boolean {
  const { namespace } = policy.metadata;
  const [document] = parsePolicies(text, { defaultNamespace: namespace }).filter((each) => each.index === index);
  return document?.policy !== undefined && renderPolicy(document.policy) === renderPolicy(policy);
}
