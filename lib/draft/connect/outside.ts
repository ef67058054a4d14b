/** Addresses outside the cluster as a peer: everything but the blocks in which pods have their addresses. */

import { type Direction, type Engine, readIpv4, type WorkloadId } from '#engine';
import type { DrawnRule } from './place-rule.ts';

/** Of IPv4, where any pod has such an address; a block is a /16, as networks of clusters are given out. */
export function outsideRule(engine: Engine, direction: Direction): readonly DrawnRule[] {
  const blocks = new Set(engine.snapshot.pods.flatMap(({ ips }) => ips.flatMap(blockOf)));
  if (blocks.size === 0) return [];
  return [{ direction, peers: [{ ipBlock: { cidr: '0.0.0.0/0', except: [...blocks].sort() } }], ports: [] }];
}

function blockOf(ip: string): readonly string[] {
  const [first, second] = ip.split('.');
  return !(readIpv4(ip) >= 0) ? [] : [`${first}.${second}.0.0/16`];
}

/** Whether no policy stands between these and the outside now. */
export function isOpenToOutside(own: readonly WorkloadId[], direction: Direction, engine: Engine): boolean {
  const workloads = engine.reachability().workloads.filter(({ id }) => own.includes(id));
  return workloads.length > 0 && workloads.every((workload) => workload[direction].outside === 'open');
}
