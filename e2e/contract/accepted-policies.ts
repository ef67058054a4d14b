/** Specs that a real API server accepts, though some look wrong, and what it stores. */

import { type Accepted, all, from, ports, requires } from './spec-shapes.ts';

export const ACCEPTED: readonly Accepted[] = [
  { name: 'nothing at all', spec: {}, stored: { podSelector: {}, policyTypes: ['Ingress'] } },
  { name: 'no spec', spec: undefined, stored: { podSelector: {}, policyTypes: ['Ingress'] } },
  { name: 'null for a spec', spec: null, stored: { podSelector: {}, policyTypes: ['Ingress'] } },
  {
    name: 'ingress rules alone',
    spec: { podSelector: {}, ingress: [{}] },
    stored: { podSelector: {}, ingress: [{}], policyTypes: ['Ingress'] },
  },
  {
    name: 'egress rules alone',
    spec: { podSelector: {}, egress: [{}] },
    stored: { podSelector: {}, egress: [{}], policyTypes: ['Ingress', 'Egress'] },
  },
  {
    name: 'an empty list of egress rules',
    spec: { podSelector: {}, egress: [] },
    stored: { podSelector: {}, policyTypes: ['Ingress'] },
  },
  {
    name: 'an empty list of types',
    spec: { podSelector: {}, policyTypes: [] },
    stored: { podSelector: {}, policyTypes: ['Ingress'] },
  },
  {
    name: 'the same type twice',
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Ingress'] },
    stored: { podSelector: {}, policyTypes: ['Ingress', 'Ingress'] },
  },
  {
    name: 'egress rules without the type',
    spec: { podSelector: {}, policyTypes: ['Ingress'], egress: [{}] },
    stored: { podSelector: {}, egress: [{}], policyTypes: ['Ingress'] },
  },
  {
    name: 'a port alone',
    spec: ports({ port: 80 }),
    stored: { podSelector: {}, ingress: [{ ports: [{ protocol: 'TCP', port: 80 }] }], policyTypes: ['Ingress'] },
  },
  {
    name: 'a protocol alone',
    spec: ports({ protocol: 'SCTP' }),
    stored: { podSelector: {}, ingress: [{ ports: [{ protocol: 'SCTP' }] }], policyTypes: ['Ingress'] },
  },
  {
    name: 'a port of nothing',
    spec: ports({}),
    stored: { podSelector: {}, ingress: [{ ports: [{ protocol: 'TCP' }] }], policyTypes: ['Ingress'] },
  },
  {
    name: 'a named port',
    spec: ports({ port: 'http-2' }),
    stored: { podSelector: {}, ingress: [{ ports: [{ protocol: 'TCP', port: 'http-2' }] }], policyTypes: ['Ingress'] },
  },
  {
    name: 'the last port',
    spec: ports({ port: 65535, endPort: 65535 }),
    stored: {
      podSelector: {},
      ingress: [{ ports: [{ protocol: 'TCP', port: 65535, endPort: 65535 }] }],
      policyTypes: ['Ingress'],
    },
  },
  {
    name: 'an empty list of ports and of peers',
    spec: { ...all, ingress: [{ ports: [], from: [] }] },
    stored: { podSelector: {}, ingress: [{}], policyTypes: ['Ingress'] },
  },
  {
    name: 'a null rule',
    spec: { ...all, ingress: [null] },
    stored: { podSelector: {}, ingress: [{}], policyTypes: ['Ingress'] },
  },
  {
    name: 'null selectors',
    spec: {
      podSelector: null,
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: {}, namespaceSelector: null }] }],
    },
    stored: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }], policyTypes: ['Ingress'] },
  },
  {
    name: 'null labels',
    spec: { podSelector: { matchLabels: null }, policyTypes: ['Ingress'] },
    stored: { podSelector: {}, policyTypes: ['Ingress'] },
  },
  {
    name: 'a range with bits beyond its prefix',
    spec: from({ ipBlock: { cidr: '10.1.2.3/24' } }),
    stored: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.1.2.3/24' } }] }], policyTypes: ['Ingress'] },
    warnings: [
      'spec.ingress[0].from[0].ipBlock.cidr: CIDR value \\"10.1.2.3/24\\" is ambiguous in this context (should be \\"10.1.2.0/24\\" or \\"10.1.2.3/32\\"?)',
    ],
  },
  {
    name: 'a range with leading zeros',
    spec: from({ ipBlock: { cidr: '010.0.0.0/8' } }),
    stored: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '010.0.0.0/8' } }] }], policyTypes: ['Ingress'] },
    warnings: [
      'spec.ingress[0].from[0].ipBlock.cidr: non-standard CIDR value \\"010.0.0.0/8\\" will be considered invalid in a future Kubernetes release: use \\"10.0.0.0/8\\"',
    ],
  },
  {
    name: 'a range of an IPv4 address within IPv6',
    spec: from({ ipBlock: { cidr: '::ffff:10.0.0.0/104' } }),
    stored: {
      podSelector: {},
      ingress: [{ from: [{ ipBlock: { cidr: '::ffff:10.0.0.0/104' } }] }],
      policyTypes: ['Ingress'],
    },
    warnings: [
      'spec.ingress[0].from[0].ipBlock.cidr: non-standard CIDR value \\"::ffff:10.0.0.0/104\\" will be considered invalid in a future Kubernetes release: use \\"10.0.0.0/8\\"',
    ],
  },
  {
    name: 'a long IPv6 range',
    spec: from({ ipBlock: { cidr: 'fd00:0:0:0::/64' } }),
    stored: {
      podSelector: {},
      ingress: [{ from: [{ ipBlock: { cidr: 'fd00:0:0:0::/64' } }] }],
      policyTypes: ['Ingress'],
    },
    warnings: [
      'spec.ingress[0].from[0].ipBlock.cidr: IPv6 CIDR value \\"fd00:0:0:0::/64\\" should be in RFC 5952 canonical format (\\"fd00::/64\\")',
    ],
  },
  {
    name: 'exceptions within the range',
    spec: from({ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '192.168.0.0/16'] } }),
    stored: {
      podSelector: {},
      ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '192.168.0.0/16'] } }] }],
      policyTypes: ['Ingress'],
    },
  },
  {
    name: 'all operators',
    spec: requires(
      { key: 'a', operator: 'In', values: ['b', ''] },
      { key: 'a', operator: 'NotIn', values: ['c'] },
      { key: 'd', operator: 'Exists' },
      { key: 'e.f/g', operator: 'DoesNotExist' },
    ),
    stored: {
      podSelector: {
        matchExpressions: [
          { key: 'a', operator: 'In', values: ['b', ''] },
          { key: 'a', operator: 'NotIn', values: ['c'] },
          { key: 'd', operator: 'Exists' },
          { key: 'e.f/g', operator: 'DoesNotExist' },
        ],
      },
      policyTypes: ['Ingress'],
    },
  },
  {
    name: 'both selectors in one peer',
    spec: from({ podSelector: { matchLabels: { a: '' } }, namespaceSelector: {} }),
    stored: {
      podSelector: {},
      ingress: [{ from: [{ podSelector: { matchLabels: { a: '' } }, namespaceSelector: {} }] }],
      policyTypes: ['Ingress'],
    },
  },
];
