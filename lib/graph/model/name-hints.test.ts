import { describe, expect, it } from 'vitest';
import type { Gate, WorkloadReach } from '#engine';
import { nameHints } from './name-hints.ts';

const GATE: Gate = { isolated: 'no', peers: 0, isolatedBy: [], outside: 'open' };

function workload(namespace: string, name: string, hostNetwork = false): WorkloadReach {
  const id = `${namespace}/${name}[Deployment]`;
  const facts = { id, namespace, name, kind: 'Deployment', pods: 1, hostNetwork, ports: [], labels: {} };
  return { ...facts, ingress: GATE, egress: GATE };
}

function pairs(workloads: readonly WorkloadReach[]): string[] {
  const short = (id: string) => id.replace('[Deployment]', '');
  return nameHints(workloads).map((hint) => `${short(hint.source)} > ${short(hint.destination)}`);
}

describe('guesses from names', () => {
  it('a workload named after another one is called by it', () => {
    const shop = [workload('shop', 'cart'), workload('shop', 'cart-redis'), workload('shop', 'cart-redis-exporter')];
    expect(pairs(shop)).toEqual(['shop/cart > shop/cart-redis', 'shop/cart-redis > shop/cart-redis-exporter']);
  });

  it('a namespace that people enter by calls the others', () => {
    const all = [
      workload('ui', 'ui'),
      workload('cart', 'db'),
      workload('cart', 'cart'),
      workload('kube-system', 'dns'),
    ];
    expect(pairs(all)).toEqual(['ui/ui > cart/cart']);
  });

  it('nothing is guessed where most namespaces look like entries, nor for host-network workloads', () => {
    expect(pairs([workload('web-a', 'a'), workload('web-b', 'b')])).toEqual([]);
    expect(pairs([workload('kube-system', 'aws-node', true), workload('kube-system', 'aws-node-x', true)])).toEqual([]);
  });
});
