/** What each layer is called, and how it decides. */

import type { LayerName, LayerReasons, PolicyId } from '#engine';

interface LayerWords {
  readonly title: string;
  /** How its policies decide, in one sentence. */
  readonly rule: string;
}

export const LAYER_WORDS: Readonly<Record<LayerName, LayerWords>> = {
  admin: { title: 'Admin tier', rule: 'The first rule that matches allows, denies or passes on to network policy.' },
  'network-policy': {
    title: 'Network policy',
    rule: 'A policy closes what it selects, but for what a rule of any policy admits. No rule denies.',
  },
  baseline: {
    title: 'Baseline tier',
    rule: 'Asked where no network policy isolates. The first rule that matches decides.',
  },
  'security-groups': { title: 'Security groups', rule: 'Must admit it too, whatever network policy says.' },
};

export interface PolicyAnswer {
  readonly tone: 'allowed' | 'denied' | 'unknown' | 'calm';
  readonly text: string;
}

/** What one policy of a layer says of the connection. */
export function policyAnswer(id: PolicyId, reasons: LayerReasons): PolicyAnswer {
  const numbers = (refs: LayerReasons['admittedBy']) =>
    refs.flatMap(({ policy, rule }) => (policy === id ? [rule + 1] : []));
  const [admits, denies, passes] = [reasons.admittedBy, reasons.deniedBy, reasons.passedBy].map(numbers);
  if (admits?.length) return { tone: 'allowed', text: `admits, rule ${admits.join(', ')}` };
  if (denies?.length) return { tone: 'denied', text: `denies, rule ${denies.join(', ')}` };
  if (passes?.length) return { tone: 'calm', text: `passes on, rule ${passes.join(', ')}` };
  if (reasons.says === 'not-asked') return { tone: 'calm', text: 'not asked' };
  if (reasons.says === 'unknown') return { tone: 'unknown', text: 'cannot tell' };
  return reasons.closes ? { tone: 'denied', text: 'does not admit' } : { tone: 'calm', text: 'no rule matches' };
}
