/** What network policy says of addresses outside the cluster, at one gate. */

import { addressesOf } from '../classes/pod-classes.ts';
import { isLive } from '../classes/universe.ts';
import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import { addressCount, hasAddress } from '../sets/address-set.ts';
import type { Gate } from './reachability.ts';

/** `open`: not isolated. `rule`: some rule admits at least one address that is no pod's. */
export function outsideOf(compiled: Compiled, group: Group): Gate['outside'] {
  if (group.policies.length === 0) return 'open';
  const reaches = group.rules.some(({ rule, outside }) => {
    if (outside === compiled.ports.none) return false;
    return (
      rule.everyone || rule.peers.some((peer) => peer.kind === 'addresses' && reachesOutside(compiled, peer.block))
    );
  });
  return reaches ? 'rule' : 'denied';
}

/** Whether a block holds an address that no pod has. */
function reachesOutside({ snapshot }: Compiled, block: Parameters<typeof addressCount>[0]): boolean {
  const size = addressCount(block);
  if (size > BigInt(snapshot.pods.length * 2)) return true;
  const inside = new Set(
    snapshot.pods.filter((pod) => isLive(pod) && !pod.hostNetwork).flatMap((pod) => addressesOf(pod)),
  );
  let held = 0n;
  for (const position of inside) if (hasAddress(block, position)) held++;
  return held < size;
}
