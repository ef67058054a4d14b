/** What a fix would change: worked out in full, so that nobody clicks without knowing. */

import { counted, type Engine, grouped, type NetworkPolicy } from '#engine';
import type { Impact } from './finding.ts';

export function impactOf(engine: Engine, policy: NetworkPolicy): Impact {
  const { removed, added, changed, dns } = engine.diff([{ action: 'put', policy }]);
  return {
    removed: removed.length,
    removedByRule: removed.filter(({ admission }) => admission === 'rule').length,
    added: added.length,
    changed: changed.length,
    dnsCut: dns.cut.length,
  };
}

/** A sentence's part: `removes 8 pairs, 1 of them admitted by a rule, cuts DNS for 2 workloads`. */
export function impactWords({ removed, removedByRule, added, changed, dnsCut }: Impact): string {
  const parts = [
    removed > 0 && `removes ${counted(removed, 'pair')}`,
    removedByRule > 0 && `${grouped(removedByRule)} of them admitted by a rule`,
    added > 0 && `adds ${counted(added, 'pair')}`,
    changed > 0 && `changes the ports of ${grouped(changed)}`,
    dnsCut > 0 && `cuts DNS for ${counted(dnsCut, 'workload')}`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(', ') : 'changes no pair today';
}
