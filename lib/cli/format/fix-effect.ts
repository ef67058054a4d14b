/** Everything that a suggested policy would change, beside what was asked about. */

import type { ConnectionChange, ConnectionSet, Engine, NetworkPolicy, ReachabilityDiff } from '#engine';

interface Change {
  readonly source: string;
  readonly destination: string;
  readonly before: ConnectionSet;
  readonly after: ConnectionSet;
}

/** Between workloads: addresses outside are in none of the lists. */
export interface FixEffect {
  readonly added: readonly Change[];
  readonly removed: readonly Change[];
  readonly changed: readonly Change[];
  readonly isolation: ReachabilityDiff['isolation'];
  readonly dns: ReachabilityDiff['dns'];
}

export function fixEffect(engine: Engine, policies: readonly NetworkPolicy[]): FixEffect {
  const diff = engine.diff(policies.map((policy) => ({ action: 'put', policy })));
  const { added, removed, changed, isolation, dns } = diff;
  return { added: added.map(toChange), removed: removed.map(toChange), changed: changed.map(toChange), isolation, dns };
}

function toChange({ source, destination, before, after }: ConnectionChange): Change {
  return { source, destination, before, after };
}
