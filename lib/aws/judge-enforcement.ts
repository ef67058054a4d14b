/** Whether the policies of a cluster are enforced, judged from what the cluster shows. */

import type { Enforcement, EnforcementFacts } from '#stream';

export function judgeEnforcement(facts: EnforcementFacts): Enforcement {
  return { state: 'unknown', because: facts.pluginPods ? 'No network plugin was recognised.' : 'Pods were not read.' };
}
