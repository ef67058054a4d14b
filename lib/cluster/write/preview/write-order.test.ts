import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NetworkPolicy, Pod } from '#engine';
import type { PolicyWrite } from '#stream';
import { policy } from '../../testing/open-test-link.ts';
import { applyBody, isPolicyId, restoreBody } from '../policy/write-body.ts';
import { isolatesAnew } from './isolates-anew.ts';
import { inSafeOrder } from './write-order.ts';

const allow = { podSelector: {}, ingress: [{}] };
const deny = { podSelector: {}, policyTypes: ['Ingress'] };
const base = { uid: 'u', resourceVersion: '1' };
const put = (name: string, spec: unknown) => ({
  write: { action: 'put', id: `shop/${name}`, object: policy(name, spec), base: null } as PolicyWrite,
});
const remove = (name: string, spec: unknown) => ({
  write: { action: 'delete', id: `shop/${name}`, base } as PolicyWrite,
  before: policy(name, spec),
});

describe('the order of writes', () => {
  it('never cuts traffic in between: allow, then deny, then take denials away, then allowances', () => {
    const all = [remove('d', allow), put('b', deny), remove('c', deny), put('a', allow)];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 4 }), (shuffled) => {
        const names = inSafeOrder(shuffled, () => true).map(({ write }) => write.id);
        expect(names).toEqual(['shop/a', 'shop/b', 'shop/c', 'shop/d']);
      }),
      { seed: 7 },
    );
  });

  it('adds before it takes away: a rule that moves to another policy is never missing', () => {
    const both = { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 1 }] }, {}] };
    const one = { ...both, ingress: [{}] };
    const change = (name: string, from: unknown, to: unknown) => ({ ...put(name, to), before: policy(name, from) });
    const isolates = { ...one, policyTypes: ['Ingress', 'Egress'] };
    const all = [
      change('narrows', both, one),
      change('isolates', one, isolates),
      change('moves', one, { ...both, podSelector: { matchLabels: { a: 'b' } } }),
      put('new', one),
      change('widens', one, both),
    ];
    expect(inSafeOrder(all, () => true).map(({ write }) => write.id)).toEqual([
      'shop/widens',
      'shop/new',
      'shop/narrows',
      'shop/isolates',
      'shop/moves',
    ]);
  });

  it('lets no policy that isolates open pods go before one that only allows what these need', () => {
    const pod = (app: string) => ({ namespace: 'shop', name: app, labels: { app } }) as unknown as Pod;
    const of = (app: string) => ({ podSelector: { matchLabels: { app } }, policyTypes: ['Ingress'], ingress: [{}] });
    const known = {
      pods: [pod('orders'), pod('catalog')],
      policies: [policy('catalog-deny', { ...of('catalog'), ingress: [] })],
    };
    const given = [put('orders-from-web', of('orders')), put('orders-to-catalog', of('catalog'))];
    const isolates = (one: unknown) => isolatesAnew(one as NetworkPolicy, known);
    for (const order of [given, [...given].reverse()]) {
      expect(inSafeOrder(order, isolates).map(({ write }) => write.id)).toEqual([
        'shop/orders-to-catalog',
        'shop/orders-from-web',
      ]);
    }
    expect(isolates(policy('egress', { podSelector: {}, egress: [{}] }))).toBe(true);
    expect(isolates(policy('nobody', of('nobody')))).toBe(false);
  });

  it('is the given one among equals', () => {
    const given = [put('z', allow), put('a', allow), put('m', allow)];
    expect(inSafeOrder(given, () => true)).toEqual(given);
  });
});

describe('a body', () => {
  it('is the draft without the bookkeeping of the server, and nothing else is dropped', () => {
    const metadata = {
      name: 'p',
      uid: 'mine',
      resourceVersion: '9',
      managedFields: [{}],
      creationTimestamp: null,
      odd: 1,
    };
    const draft = { kind: 'NetworkPolicy', metadata, spec: { strange: [null] }, status: {}, more: true };
    expect(applyBody(draft, 'shop/p', base)).toEqual({
      kind: 'NetworkPolicy',
      metadata: { name: 'p', namespace: 'shop', odd: 1, ...base },
      spec: { strange: [null] },
      more: true,
    });
  });

  it('that restores says what was, and leaves what controllers noted since', () => {
    const note = { 'networking.k8s.aws/last': 'now' };
    const before = { ...policy('p', deny), metadata: { name: 'p', namespace: 'shop', annotations: { mine: 'a' } } };
    const metadata = { ...before.metadata, ...base, finalizers: ['networking.k8s.aws/resources'], annotations: note };
    const after = { ...policy('p', allow), metadata: { name: 'p', namespace: 'shop' } };
    expect(restoreBody(before, after, { ...policy('p', allow), metadata })).toMatchObject({
      metadata: { ...base, finalizers: ['networking.k8s.aws/resources'], annotations: { mine: 'a', ...note } },
      spec: deny,
    });
  });

  it('is for names only that cannot lead to another path', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (namespace, name) => {
        const id = `${namespace}/${name}`;
        if (!isPolicyId(id)) return;
        const path = `/namespaces/${namespace}/networkpolicies/${name}`;
        expect(new URL(path, 'http://x').pathname).toBe(path);
      }),
      { seed: 7, numRuns: 2000 },
    );
    for (const id of ['a/..', './b', 'a/b/c', 'a', '/b', 'a/']) expect(isPolicyId(id)).toBe(false);
    expect(isPolicyId('constructor/__proto__')).toBe(false);
    expect(isPolicyId('shop/Not_A_Name')).toBe(true);
  });
});
