import { expect, test } from 'vitest';
import { app, cluster, pod, policy, port } from './fixtures/small-cluster.ts';
import { LAB_STEPS, WORKSHOP } from './fixtures/workshop.ts';
import { createEngine, type PolicyEdit } from './index.ts';

test('the fix of a denial admits it and changes no other pair', () => {
  const engine = createEngine({ ...WORKSHOP, policies: LAB_STEPS.slice(0, 5) });
  const question = {
    source: 'checkout/checkout[Deployment]',
    destination: 'orders/orders[Deployment]',
    protocol: 'TCP',
    port: 8080,
  } as const;
  const fix = engine.fix(question);
  expect(fix).toHaveLength(1);
  expect(fix[0]?.spec?.policyTypes).toEqual(['Ingress']);
  const diff = engine.diff(fix.map((one): PolicyEdit => ({ action: 'put', policy: one })));
  expect(diff.added).toMatchObject([{ ...pick(question), after: { TCP: [[8080, 8080]] } }]);
  expect([...diff.removed, ...diff.changed]).toEqual([]);
});

const pick = ({ source, destination }: { source: string; destination: string }) => ({ source, destination });

test('a denial at both ends is fixed by two policies', () => {
  const closed = ['a', 'b'].map((name) => policy(`${name}/deny`, { policyTypes: ['Ingress', 'Egress'] }));
  const engine = createEngine(cluster([pod('a/x'), pod('b/y')], closed));
  const fix = engine.fix({ source: 'a/x[Pod]', destination: 'b/y[Pod]', protocol: 'UDP', port: 53 });
  expect(fix.map(({ metadata, spec }) => [metadata.namespace, spec?.policyTypes])).toEqual([
    ['a', ['Egress']],
    ['b', ['Ingress']],
  ]);
});

test('pods that carry a label more are kept out of the fix', () => {
  const pods = [
    pod('a/x', { labels: { app: 'x' } }),
    pod('a/canary', { labels: { app: 'x', track: 'canary' } }),
    pod('a/y', { ports: [port('http', 80)] }),
  ];
  const engine = createEngine(cluster(pods, [policy('a/deny', { podSelector: app('y') })]));
  const fix = engine.fix({ source: 'a/x[Pod]', destination: 'a/y[Pod]' });
  const diff = engine.diff(fix.map((one): PolicyEdit => ({ action: 'put', policy: one })));
  expect(diff.added.map(pick)).toEqual([{ source: 'a/x[Pod]', destination: 'a/y[Pod]' }]);
});

test('an address is admitted as a block of one', () => {
  const engine = createEngine(cluster([pod('a/y')], [policy('a/deny', {})]));
  const fix = engine.fix({ source: '2001:db8::7', destination: 'a/y[Pod]', protocol: 'TCP', port: 443 });
  expect(fix[0]?.spec?.ingress?.[0]?.from).toEqual([{ ipBlock: { cidr: '2001:db8::7/128' } }]);
});

test('what is allowed needs no fix', () => {
  const engine = createEngine(cluster([pod('a/x'), pod('a/y')]));
  expect(engine.fix({ source: 'a/x[Pod]', destination: 'a/y[Pod]' })).toEqual([]);
});

test('ends that admit different ports are told so, and the fix opens one port at both', () => {
  const policies = [
    policy('a/out', { podSelector: app('x'), policyTypes: ['Egress'], egress: [{ ports: [{ port: 80 }] }] }),
    policy('a/in', { podSelector: app('y'), ingress: [{ ports: [{ port: 443 }] }] }),
  ];
  const engine = createEngine(cluster([pod('a/x'), pod('a/y', { ports: [port('http', 8080)] })], policies));
  const question = { source: 'a/x[Pod]', destination: 'a/y[Pod]' };
  expect(engine.decide(question)).toMatchObject({
    verdict: 'denied',
    because: 'the source may use other ports than the destination admits',
  });
  expect(engine.fix(question).map(({ spec }) => spec?.policyTypes)).toEqual([['Egress'], ['Ingress']]);
});
