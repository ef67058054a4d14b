/** What the policies at one gate say of addresses outside the cluster. */

import { addressesOf } from '../classes/pod-classes.ts';
import { isLive } from '../classes/universe.ts';
import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { Snapshot } from '../model/objects.ts';
import type { Position } from '../sets/address.ts';
import type { AddressSet } from '../sets/address-set.ts';
import { externalReach } from './external.ts';
import type { Gate } from './reachability.ts';

/** `open`: no policy. `rule`: at least one address that is no pod's is admitted. */
export function outsideOf(compiled: Compiled, group: Group): Gate['outside'] {
  if (group.isOpen) return 'open';
  const { layers } = group;
  const isolatesAlone = layers.length === 1 && layers[0]?.denies === 'rest';
  const reaches = isolatesAlone ? someRuleReaches(compiled, group) : someRangeReaches(compiled, group);
  return reaches ? 'rule' : 'denied';
}

/** Of one layer that isolates: what one of its rules admits is admitted. */
function someRuleReaches(compiled: Compiled, group: Group): boolean {
  return group.rulesByLayer.flat().some(({ rule, outside }) => {
    if (outside === compiled.ports.none) return false;
    return (
      rule.everyone || rule.peers.some((peer) => peer.kind === 'addresses' && reachesOutside(compiled, peer.block))
    );
  });
}

/** Where layers may deny what others allow, each range of addresses is asked about. */
function someRangeReaches(compiled: Compiled, group: Group): boolean {
  return externalReach(compiled, [group]).some(({ first, last }) => reachesOutside(compiled, [[first, last]]));
}

/** Whether a block holds an address that no pod has. */
function reachesOutside({ snapshot }: Compiled, block: AddressSet): boolean {
  const positions = podPositions(snapshot);
  return block.some(
    ([first, last]) =>
      last - first >= positions.length ||
      countBefore(positions, last + 1n) - countBefore(positions, first) <= last - first,
  );
}

/** Asked about by every rule of every gate. */
const positionsOf = new WeakMap<Snapshot['pods'], readonly Position[]>();

/** In order, each once. */
function podPositions({ pods }: Snapshot): readonly Position[] {
  let positions = positionsOf.get(pods);
  if (!positions) {
    const own = pods.filter((pod) => isLive(pod) && !pod.hostNetwork).flatMap((pod) => addressesOf(pod));
    positions = [...new Set(own)].sort((a, b) => (a < b ? -1 : 1));
    positionsOf.set(pods, positions);
  }
  return positions;
}

function countBefore(positions: readonly Position[], address: Position): bigint {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[middle] ?? 0n) < address) low = middle + 1;
    else high = middle;
  }
  return BigInt(low);
}
