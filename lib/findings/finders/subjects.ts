/** Findings on the pods that a policy is for. */

import { type InspectedPolicy, matchesLabels } from '#engine';
import type { FindingContext } from '../context.ts';
import { type Finding, found } from '../finding.ts';
import { labelWords, respelled } from '../labels.ts';
import { FIX_LABELS } from '../words/fix-labels.ts';
import { aboutPolicy } from './about-policy.ts';

/** A namespace without pods says nothing: they may come. */
export function subjectFindings(policy: InspectedPolicy, { podsOf }: FindingContext): readonly Finding[] {
  const { namespace, subjects, isBroken } = policy;
  const selector = policy.policy.spec?.podSelector;
  const labels = labelWords(selector);
  const pods = podsOf(namespace);
  if (isBroken || labels === '' || pods.length === 0 || !subjects.isEmpty) return [];
  const place = aboutPolicy(policy, 'spec.podSelector');
  // No policy applies to a pod on its machine's network; selectors pass such pods over.
  if (pods.some((pod) => pod.hostNetwork && matchesLabels(selector, pod.labels))) {
    return [found('host-network-subject', place, { labels, namespace })];
  }
  const near = respelled(
    selector,
    pods.filter(({ hostNetwork }) => !hostNetwork).map((pod) => pod.labels),
  );
  if (!near) {
    // Of what is only on the machines' network no policy may select anything.
    return pods.every(({ hostNetwork }) => hostNetwork) ? [] : [found('selects-nothing', place, { labels, namespace })];
  }
  const fixed = { ...policy.policy, spec: { ...policy.policy.spec, podSelector: near.selector } };
  const fixes = [{ label: FIX_LABELS.write(near.guess.meant), policy: fixed }];
  return [found('selects-nothing', place, { labels, namespace, guess: near.guess }, { fixes })];
}
