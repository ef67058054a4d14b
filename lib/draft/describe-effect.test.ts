import { expect, test } from 'vitest';
import { createEngine, KUBERNETES, type NetworkPolicy } from '#engine';
import { describeEffect } from './describe-effect.ts';
import { shop } from './fixtures/shop.ts';

function policy(namespace: string, spec: NetworkPolicy['spec']): NetworkPolicy {
  return { metadata: { name: 'p', namespace }, spec: { podSelector: {}, ...spec } };
}

const fromUi = { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ui' } } }] };

function effect(before: readonly NetworkPolicy[], ...after: readonly NetworkPolicy[]): string {
  const engine = createEngine({ ...shop, policies: before }, KUBERNETES);
  return describeEffect(engine.diff(after.map((put) => ({ action: 'put', policy: put })))).sentence;
}

test('removes, isolates, and that DNS is spared, in this order', () => {
  expect(effect([], policy('orders', { policyTypes: ['Ingress'] }))).toBe(
    'Removes 4 of 20 allowed connections. Isolates orders for ingress: no workload may reach it. DNS is not cut.',
  );
});

test('says before and after of a workload that is isolated in part', () => {
  expect(effect([], policy('orders', { policyTypes: ['Ingress'], ingress: [fromUi] }))).toBe(
    'Removes 3 of 20 allowed connections. Isolates orders for ingress: 4 workloads may reach it now, 1 after. DNS is not cut.',
  );
});

test('isolating for egress cuts DNS and says so', () => {
  expect(effect([], policy('orders', { policyTypes: ['Egress'] }))).toBe(
    'Removes 4 of 20 allowed connections. Isolates orders for egress: it may reach no workload. Cuts DNS for orders.',
  );
});

test('adds and opens', () => {
  const closed = policy('orders', { policyTypes: ['Ingress'] });
  expect(effect([closed], policy('orders', { policyTypes: ['Ingress'], ingress: [fromUi] }))).toBe(
    'Adds 1 to 16 allowed connections.',
  );
  const engine = createEngine({ ...shop, policies: [closed] }, KUBERNETES);
  expect(describeEffect(engine.diff([{ action: 'delete', id: 'orders/p' }])).sentence).toBe(
    'Adds 4 to 16 allowed connections. Opens orders for ingress: 0 workloads may reach it now, 4 after.',
  );
});

test('removing and adding at once', () => {
  const fromCarts = { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'carts' } } }] };
  const before = policy('orders', { policyTypes: ['Ingress'], ingress: [fromUi] });
  expect(effect([before], policy('orders', { policyTypes: ['Ingress'], ingress: [fromCarts] }))).toBe(
    'Removes 1 of 17 allowed connections, adds 1. DNS is not cut.',
  );
});

test('nothing changes', () => {
  expect(effect([], policy('orders', { ingress: [{}] }))).toBe(
    'Changes none of 20 allowed connections. Isolates orders for ingress: 4 workloads may reach it as before. DNS is not cut.',
  );
});

test('several workloads are counted, not listed one by one', () => {
  const draft = ['ui', 'catalog', 'carts', 'orders'].map((namespace) =>
    policy(namespace, { policyTypes: ['Ingress'] }),
  );
  expect(effect([], ...draft)).toBe(
    'Removes 16 of 20 allowed connections. Isolates 4 workloads for ingress. DNS is not cut.',
  );
});
