import { describe, expect, test } from 'vitest';
import { createEngine, KUBERNETES } from '#engine';
import { WORKSHOP } from '../../../lib/engine/fixtures/workshop.ts';
import {
  labelOffers,
  offersFor,
  peerOffers,
  portOffers,
  typedPort,
  typedRange,
  typedRequirement,
} from './form-choices.ts';

const { workloads } = createEngine(WORKSHOP, KUBERNETES).reachability();

describe('what a form offers', () => {
  test('labels with the pods that have them, fewest first', () => {
    const offers = labelOffers(workloads);
    expect(offers.find(({ key }) => key === 'app.kubernetes.io/component=service')).toMatchObject({
      pods: 5,
      detail: '5 namespaces',
    });
    expect(offers.map(({ pods }) => pods)).toEqual(offers.map(({ pods }) => pods).toSorted((a, b) => a - b));
  });

  test('whole peers, as they are written in the namespace of the policy and out of it', () => {
    const offers = peerOffers(workloads, ['catalog', 'ui'], 'catalog');
    const entry = (words: string) => offers.find((offer) => offer.words === words)?.value;
    expect(entry('catalog')).toEqual({ podSelector: { matchLabels: { 'app.kubernetes.io/component': 'service' } } });
    expect(entry('ui')).toMatchObject({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ui' } },
      podSelector: {},
    });
    expect(entry('every pod of catalog')).toEqual({ podSelector: {} });
    expect(offers.at(-1)).toMatchObject({ words: 'every pod of every namespace', value: { namespaceSelector: {} } });
  });

  test('of what is typed, the one that is called exactly so first', () => {
    const offers = peerOffers(workloads, [], 'ui');
    expect(offersFor(offers, ['orders']).map(({ words }) => words)).toEqual(['orders', 'orders-postgresql']);
    expect(offersFor(offers, ['redis', 'checkout']).map(({ words }) => words)).toEqual(['checkout-redis']);
  });

  test('ports that containers declare', () => {
    expect(portOffers(workloads).find(({ key }) => key === 'TCP 8080')).toMatchObject({
      detail: 'several workloads',
      pods: 5,
    });
    expect(portOffers(workloads).find(({ key }) => key === 'TCP 3306')).toMatchObject({
      detail: 'mysql of catalog-mysql',
    });
  });
});

test.each([
  ['8080', { port: 8080 }],
  ['udp 53', { protocol: 'UDP', port: 53 }],
  ['9000-9100', { port: 9000, endPort: 9100 }],
  ['http', { port: 'http' }],
  ['80 81', undefined],
])('the port %s', (text, port) => expect(typedPort(text)).toEqual(port));

test.each([
  ['10.0.0.0/8', { ipBlock: { cidr: '10.0.0.0/8' } }],
  ['10.0.0.1', { ipBlock: { cidr: '10.0.0.1/32' } }],
  ['fd00::/8', { ipBlock: { cidr: 'fd00::/8' } }],
  ['catalog', undefined],
])('the range %s', (text, range) => expect(typedRange(text)).toEqual(range));

test.each([
  ['app=web', { key: 'app', operator: '=', values: ['web'] }],
  ['tier in (a, b)', { key: 'tier', operator: 'In', values: ['a', 'b'] }],
  ['tier not in a', { key: 'tier', operator: 'NotIn', values: ['a'] }],
  ['team exists', { key: 'team', operator: 'Exists', values: [] }],
  ['!debug', { key: 'debug', operator: 'DoesNotExist', values: [] }],
  ['a != b', { key: 'a', operator: 'NotIn', values: ['b'] }],
  ['web', undefined],
])('the condition %s', (text, requirement) => expect(typedRequirement(text)).toEqual(requirement));
