import { expect, test } from 'vitest';
import { app, cluster, pod, policy, port } from '../fixtures/small-cluster.ts';
import { LAB_STEPS, WORKSHOP } from '../fixtures/workshop.ts';
import { createEngine, KUBERNETES, type PolicyEdit } from '../index.ts';

const put = (one: (typeof LAB_STEPS)[number]): PolicyEdit => ({ action: 'put', policy: one });

test('a preview says in rectangles what is lost, and which policy isolates', () => {
  const { lost, gained, rectangles, knowledge } = createEngine(WORKSHOP, KUBERNETES).preview([
    put(LAB_STEPS[0] as (typeof LAB_STEPS)[number]),
  ]);
  expect([lost?.pairs, gained?.pairs, knowledge]).toEqual([10, 0, 'exact']);
  expect(rectangles).toHaveLength(1);
  expect(rectangles[0]).toMatchObject({
    change: 'lost',
    direction: 'egress',
    isolatedBy: ['ui/default-deny'],
    rules: [],
  });
  expect(rectangles[0]?.sources()).toEqual(['ui/ui[Deployment]']);
  expect(rectangles[0]?.destinations()).toHaveLength(10);
});

test('what is gained names the rule that admits it', () => {
  const engine = createEngine({ ...WORKSHOP, policies: LAB_STEPS.slice(0, 1) }, KUBERNETES);
  const { gained, rectangles } = engine.preview([put(LAB_STEPS[1] as (typeof LAB_STEPS)[number])]);
  expect(gained?.pairs).toBe(6);
  expect(rectangles.every(({ change }) => change === 'gained')).toBe(true);
  expect(rectangles[0]?.rules).toEqual([{ policy: 'ui/allow-ui-egress', direction: 'egress', rule: 0 }]);
});

test('a preview that is stopped while counting gives lower bounds', () => {
  const pods = Array.from({ length: 1_000 }, (_, at) => pod(`a/pod-${at}`, { labels: { app: `pod-${at}` } }));
  const policies = pods.map((_, at) =>
    policy(`a/only-${at}`, {
      podSelector: app(`pod-${at}`),
      ingress: [{ from: [{ podSelector: app(`pod-${at + 1}`) }] }],
    }),
  );
  const engine = createEngine(cluster(pods, policies), KUBERNETES);
  const edits: PolicyEdit[] = [{ action: 'put', policy: policy('a/open', { ingress: [{}] }) }];
  const whole = engine.preview(edits).gained?.pairs ?? 0;
  expect(whole).toBe(1_000 * 999 - 999);
  const counts = [1, 2, 4, 6, 8, 10, 11, 12, 16].map((times) => {
    let asked = 0;
    const { knowledge, gained } = engine.preview(edits, () => asked++ < times);
    expect(gained === undefined).toBe(knowledge === 'unknown');
    return [knowledge, gained?.pairs ?? 0] as const;
  });
  expect(counts.map(([, pairs]) => pairs)).toEqual(counts.map(([, pairs]) => pairs).sort((a, b) => a - b));
  expect(new Set(counts.map(([knowledge]) => knowledge))).toEqual(new Set(['unknown', 'at-least', 'exact']));
  for (const [knowledge, pairs] of counts) if (knowledge === 'at-least') expect(pairs).toBeLessThan(whole);
});

test('a preview that is stopped before it counts says that nothing is known', () => {
  const pods = Array.from({ length: 5_000 }, (_, at) => pod(`a/pod-${at}`, { labels: { app: `pod-${at}` } }));
  const engine = createEngine(cluster(pods), KUBERNETES);
  const edits: PolicyEdit[] = [{ action: 'put', policy: policy('a/deny', {}) }];
  const whole = engine.preview(edits);
  expect(whole).toMatchObject({ knowledge: 'exact', lost: { pairs: 5_000 * 4_999 } });
  const part = engine.preview(edits, () => false);
  expect(part).toMatchObject({ knowledge: 'unknown', rectangles: [] });
  expect([part.gained, part.lost]).toEqual([undefined, undefined]);
});

test('a preview that needs finer classes may be stopped too, and is exact when it may go on', () => {
  const pods = Array.from({ length: 600 }, (_, at) =>
    pod(`a/pod-${at}`, { labels: { app: 'x' }, ips: [`10.0.${at >> 8}.${at & 255}`] }),
  );
  const engine = createEngine(cluster(pods), KUBERNETES);
  const block = policy('a/half', { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/24' } }] }] });
  const edits: PolicyEdit[] = [{ action: 'put', policy: block }];
  expect(engine.preview(edits, () => false)).toEqual({ knowledge: 'unknown', rectangles: [] });
  expect(engine.preview(edits)).toMatchObject({ knowledge: 'exact', lost: { pairs: 600 * 599 - 256 * 599 } });
});

test('a draft may name a block that no policy named, whether it splits classes or not', () => {
  const pods = [1, 2, 3, 4].map((at) => pod(`a/x-${at}`, { labels: { app: 'x' }, ips: [`10.0.0.${at}`] }));
  const engine = createEngine(
    cluster([...pods, pod('a/y', { ports: [port('http', 80)], ips: ['10.0.1.1'] })]),
    KUBERNETES,
  );
  const lost = (cidr: string) =>
    engine.preview([
      { action: 'put', policy: policy('a/p', { podSelector: app('y'), ingress: [{ from: [{ ipBlock: { cidr } }] }] }) },
    ]).lost?.pairs;
  expect(['10.0.0.0/24', '10.0.0.2/31', '10.0.0.1/32', '10.0.0.0/24'].map(lost)).toEqual([0, 2, 3, 0]);
});

test('a draft may select by a label that only single pods carry', () => {
  const pods = [1, 2].map((at) =>
    pod(`a/x-${at}`, { labels: { app: 'x', 'apps.kubernetes.io/pod-index': `${at}` }, of: 'StatefulSet/x' }),
  );
  const engine = createEngine(cluster([...pods, pod('a/y')]), KUBERNETES);
  const selector = { matchLabels: { 'apps.kubernetes.io/pod-index': '1' } };
  expect(engine.preview([{ action: 'put', policy: policy('a/p', { podSelector: selector }) }]).lost?.pairs).toBe(2);
});
