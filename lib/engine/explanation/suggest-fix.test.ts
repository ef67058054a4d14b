import { expect, test } from 'vitest';
import { app, cluster, pod, policy, port } from '../fixtures/small-cluster.ts';
import { LAB_STEPS, WORKSHOP } from '../fixtures/workshop.ts';
import { createEngine, diffConnections, type Engine, KUBERNETES, type PolicyEdit, type Question } from '../index.ts';

test('the fix of a denial admits it and changes no other pair', () => {
  const engine = createEngine({ ...WORKSHOP, policies: LAB_STEPS.slice(0, 5) }, KUBERNETES);
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
  const engine = createEngine(cluster([pod('a/x'), pod('b/y')], closed), KUBERNETES);
  const fix = engine.fix({ source: 'a/x[Pod]', destination: 'b/y[Pod]', protocol: 'UDP', port: 53 });
  expect(fix.map(({ metadata, spec }) => [metadata.namespace, spec?.policyTypes])).toEqual([
    ['a', ['Egress']],
    ['b', ['Ingress']],
  ]);
});

test('nobody is admitted by the absence of a label alone: every pod to come without it would be', () => {
  const pods = [
    pod('a/x', { labels: {} }),
    pod('a/other', { labels: { app: 'other' } }),
    pod('a/y', { ports: [port('http', 80)] }),
  ];
  const engine = createEngine(cluster(pods, [policy('a/deny', { podSelector: app('y') })]), KUBERNETES);
  expect(engine.fix({ source: 'a/x[Pod]', destination: 'a/y[Pod]' })).toEqual([]);
});

test('pods that carry a label more are kept out of the fix', () => {
  const pods = [
    pod('a/x', { labels: { app: 'x' } }),
    pod('a/canary', { labels: { app: 'x', track: 'canary' } }),
    pod('a/y', { ports: [port('http', 80)] }),
  ];
  const engine = createEngine(cluster(pods, [policy('a/deny', { podSelector: app('y') })]), KUBERNETES);
  const fix = engine.fix({ source: 'a/x[Pod]', destination: 'a/y[Pod]' });
  const diff = engine.diff(fix.map((one): PolicyEdit => ({ action: 'put', policy: one })));
  expect(diff.added.map(pick)).toEqual([{ source: 'a/x[Pod]', destination: 'a/y[Pod]' }]);
});

const effectOf = (engine: Engine, question: Question) => {
  const edits = engine.fix(question).map((policy): PolicyEdit => ({ action: 'put', policy }));
  const { added, removed, changed } = diffConnections(engine.connections('pod'), applied(engine, edits));
  return { added: added.map(pick), removed, changed };
};

const applied = ({ snapshot }: Engine, edits: readonly PolicyEdit[]) =>
  createEngine(
    {
      ...snapshot,
      policies: [...snapshot.policies, ...edits.flatMap((edit) => (edit.action === 'put' ? [edit.policy] : []))],
    },
    KUBERNETES,
  ).connections('pod');

test('pods of one workload that share no label get a selector each, so that others stay out', () => {
  const pods = [
    pod('a/w-1', { labels: { app: 'x' }, of: 'StatefulSet/w' }),
    pod('a/w-2', { labels: { tier: 'y' }, of: 'StatefulSet/w' }),
    pod('a/other', { labels: {} }),
    pod('a/y'),
  ];
  const engine = createEngine(cluster(pods, [policy('a/deny', {})]), KUBERNETES);
  const into = effectOf(engine, { source: 'a/y[Pod]', destination: 'a/w[StatefulSet]', protocol: 'TCP', port: 80 });
  expect(into.added.map(({ destination }) => destination)).toEqual(['a/w-1[Pod]', 'a/w-2[Pod]']);
  const from = effectOf(engine, { source: 'a/w[StatefulSet]', destination: 'a/y[Pod]', protocol: 'TCP', port: 80 });
  expect(from.added.map(({ source }) => source)).toEqual(['a/w-1[Pod]', 'a/w-2[Pod]']);
});

test('pods that no policy isolates stay so, also where they carry the same labels and a hash of their own', () => {
  const pods = ['h1', 'h2'].map((hash) =>
    pod(`a/w-${hash}`, { labels: { app: 'w', 'pod-template-hash': hash }, of: 'Deployment/w' }),
  );
  const deny = policy('a/deny', { podSelector: { matchLabels: { 'pod-template-hash': 'h1' } } });
  const engine = createEngine(cluster([...pods, pod('a/y')], [deny]), KUBERNETES);
  const effect = effectOf(engine, { source: 'a/y[Pod]', destination: 'a/w-h1[Pod]', protocol: 'TCP', port: 80 });
  expect(effect).toEqual({
    added: [{ source: 'a/y[Pod]', destination: 'a/w-h1[Pod]' }],
    removed: [],
    changed: [],
  });
});

test('one pod of a StatefulSet is told from its siblings', () => {
  const key = 'statefulset.kubernetes.io/pod-name';
  const pods = ['w-0', 'w-1'].map((name) =>
    pod(`a/${name}`, { labels: { app: 'w', [key]: name }, of: 'StatefulSet/w' }),
  );
  const engine = createEngine(cluster([...pods, pod('a/y')], [policy('a/deny', {})]), KUBERNETES);
  const effect = effectOf(engine, { source: 'a/y[Pod]', destination: 'a/w-0[Pod]', protocol: 'TCP', port: 80 });
  expect(effect.added).toEqual([{ source: 'a/y[Pod]', destination: 'a/w-0[Pod]' }]);
});

test('values tell pods apart where keys do not', () => {
  const pods = [
    pod('a/w-1', { labels: { app: 'x' }, of: 'Deployment/w' }),
    pod('a/w-2', { labels: { app: 'y' }, of: 'Deployment/w' }),
    pod('a/z', { labels: { app: 'z' } }),
  ];
  const engine = createEngine(cluster([...pods, pod('b/c')], [policy('a/deny', {})]), KUBERNETES);
  const question = { source: 'b/c[Pod]', destination: 'a/w[Deployment]', protocol: 'TCP', port: 80 } as const;
  expect(engine.fix(question).map(({ spec }) => spec?.podSelector)).toEqual([
    { matchExpressions: [{ key: 'app', operator: 'In', values: ['x', 'y'] }] },
  ]);
});

test('where each end lets another pair pass, both are opened for one that then passes', () => {
  const pods = [
    pod('a/s-1', { labels: { app: 's', n: '1' }, of: 'Deployment/s' }),
    pod('a/s-2', { labels: { app: 's', n: '2' }, of: 'Deployment/s' }),
    pod('a/d'),
  ];
  const policies = [
    policy('a/out', { podSelector: { matchLabels: { n: '1' } }, policyTypes: ['Egress'] }),
    policy('a/in', { podSelector: app('d'), ingress: [{ from: [{ podSelector: { matchLabels: { n: '1' } } }] }] }),
  ];
  const engine = createEngine(cluster(pods, policies), KUBERNETES);
  const question = { source: 'a/s[Deployment]', destination: 'a/d[Pod]', protocol: 'TCP', port: 80 } as const;
  expect(engine.decide(question).verdict).toBe('denied');
  expect(effectOf(engine, question).removed).toEqual([]);
  expect(effectOf(engine, question).added).not.toEqual([]);
});

test('an address is admitted as a block of one', () => {
  const engine = createEngine(cluster([pod('a/y')], [policy('a/deny', {})]), KUBERNETES);
  const fix = engine.fix({ source: '2001:db8::7', destination: 'a/y[Pod]', protocol: 'TCP', port: 443 });
  expect(fix[0]?.spec?.ingress?.[0]?.from).toEqual([{ ipBlock: { cidr: '2001:db8::7/128' } }]);
});

test('what is allowed needs no fix', () => {
  const engine = createEngine(cluster([pod('a/x'), pod('a/y')]), KUBERNETES);
  expect(engine.fix({ source: 'a/x[Pod]', destination: 'a/y[Pod]' })).toEqual([]);
});

test('ends that admit different ports are told so, and the fix opens one port at both', () => {
  const policies = [
    policy('a/out', { podSelector: app('x'), policyTypes: ['Egress'], egress: [{ ports: [{ port: 80 }] }] }),
    policy('a/in', { podSelector: app('y'), ingress: [{ ports: [{ port: 443 }] }] }),
  ];
  const engine = createEngine(cluster([pod('a/x'), pod('a/y', { ports: [port('http', 8080)] })], policies), KUBERNETES);
  const question = { source: 'a/x[Pod]', destination: 'a/y[Pod]' };
  expect(engine.decide(question)).toMatchObject({
    verdict: 'denied',
    because: 'the source may use other ports than the destination admits',
  });
  expect(engine.fix(question).map(({ spec }) => spec?.policyTypes)).toEqual([['Egress'], ['Ingress']]);
});
