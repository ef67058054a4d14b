import { describe, expect, it } from 'vitest';
import type { Gate, NetworkPolicy } from '#engine';
import { outsideRules } from './outside-rules.ts';

const policy: NetworkPolicy = {
  metadata: { name: 'p', namespace: 'shop' },
  spec: {
    policyTypes: ['Egress'],
    egress: [
      { to: [{ podSelector: {} }] },
      {
        to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }, { podSelector: {} }],
        ports: [{ protocol: 'UDP', port: 53, endPort: 60 }],
      },
      { ports: [{ port: 443 }] },
    ],
    // Left out by policyTypes: no effect.
    ingress: [{}],
  },
};

function gate(over: Partial<Gate> = {}): Gate {
  return { isolated: 'yes', peers: 0, isolatedBy: ['shop/p'], outside: 'rule', ...over };
}

describe('rules about the outside', () => {
  it('are those with addresses and those for everyone, with ranges, exceptions and ports', () => {
    expect(outsideRules([policy], gate(), 'egress')).toEqual([
      {
        policy: 'shop/p',
        rule: 1,
        blocks: [{ cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }],
        ports: [{ protocol: 'UDP', port: 53, endPort: 60 }],
      },
      { policy: 'shop/p', rule: 2, blocks: 'everyone', ports: [{ port: 443 }] },
    ]);
  });

  it('are none of a direction that the policy does not isolate, of other policies, or where nothing is reached', () => {
    expect(outsideRules([policy], gate(), 'ingress')).toEqual([]);
    expect(outsideRules([policy], gate({ isolatedBy: ['shop/q'] }), 'egress')).toEqual([]);
    expect(outsideRules([policy], gate({ outside: 'denied' }), 'egress')).toEqual([]);
  });
});
