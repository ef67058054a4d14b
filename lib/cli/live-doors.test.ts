/** One cluster asked by both doors: what `netpol --context` answers is what the screens are told. */

import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connect, openLink, systemClock } from '#cluster';
import { startDemo } from '#demo';
import { judgeEnforcement } from '#enforcement';
import { createEngine, KUBERNETES } from '#engine';
import { type Finding, tell } from '#findings';
import type { ClusterSnapshot } from '#stream';
import { createAnalyst, type FromAnalyst } from '#workbench';
import { capturedRun } from './testing/captured-run.ts';

const FIXTURES = join(import.meta.dirname, '../findings/fixtures');
const CALLED = ['webhook.yaml', 'load-balancer.yaml', 'api-service.yaml', 'hook-shut.yaml', 'api-server-shut.yaml'];

const template = (app: string, port: number) =>
  `{ metadata: { labels: { app: ${app} } }, spec: { containers: [{ name: c, image: i, ports: [{ containerPort: ${port} }] }] } }`;
const WITHOUT_PODS = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: asleep, namespace: idle }
spec: { replicas: 0, selector: { matchLabels: { app: asleep } }, template: ${template('asleep', 80)} }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: store, namespace: idle }
spec: { replicas: 0, serviceName: store, selector: { matchLabels: { app: store } }, template: ${template('store', 5432)} }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly, namespace: idle }
spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: ${template('nightly', 1)} } } }
---
apiVersion: batch/v1
kind: Job
metadata: { name: waiting, namespace: idle }
spec: { suspend: true, template: ${template('waiting', 1)} }
---
apiVersion: batch/v1
kind: Job
metadata: { name: over, namespace: idle }
spec: { template: ${template('over', 1)} }
status: { conditions: [{ type: Complete, status: 'True' }] }
---
apiVersion: v1
kind: Pod
metadata: { name: awake, namespace: idle, labels: { app: awake } }
spec: { containers: [{ name: c, image: i }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: store, namespace: idle }
spec:
  podSelector: { matchLabels: { app: store } }
  ingress: [{ from: [{ podSelector: { matchLabels: { app: nightly } } }] }]
`;

let folder = '';
let context: readonly string[] = [];
let demo: Awaited<ReturnType<typeof startDemo>>;
let snapshot: ClusterSnapshot;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netpol-'));
  const manifests = join(folder, 'manifests');
  mkdirSync(manifests);
  for (const name of CALLED) copyFileSync(join(FIXTURES, name), join(manifests, name));
  writeFileSync(join(manifests, 'without-pods.yaml'), WITHOUT_PODS);
  const kubeconfig = join(folder, 'kubeconfig');
  demo = await startDemo({ seed: { manifests }, kubeconfigPath: kubeconfig });
  context = ['--kubeconfig', kubeconfig, '--context', 'manifests'];
  const reader = { id: 'local', connection: await connect({ kubeconfig }), readOnly: true };
  const onLog = () => undefined;
  const link = openLink({ reader, mode: 'laptop', clock: systemClock, random: Math.random, onLog, judgeEnforcement });
  try {
    const read = () => link.current(reader).snapshot;
    await vi.waitUntil(() => read() !== undefined && read()?.incomplete === undefined, { timeout: 30_000 });
    snapshot = read() as ClusterSnapshot;
  } finally {
    await link.stop();
  }
}, 60_000);

afterAll(async () => {
  await demo.stop();
  rmSync(folder, { recursive: true });
});

test('connections, also of workloads without pods', async () => {
  const { out } = await capturedRun('list', ...context, '--profile', 'kubernetes', '--format', 'json');
  const listed = (JSON.parse(out).connections as { source: string; destination: string }[]).map(
    ({ source, destination }) => `${source} => ${destination}`,
  );
  const rows = createEngine(snapshot, KUBERNETES).connections('workload');
  expect(rows.map(({ source, destination }) => `${source} => ${destination}`).sort()).toEqual(listed.toSorted());
  expect(listed).toContain('idle/nightly[CronJob] => idle/store[StatefulSet]');
  expect(listed).not.toContain('idle/asleep[Deployment] => idle/store[StatefulSet]');
  expect(listed.join()).not.toContain('over[Job]');
});

test('the screens say why each of them has no pod', () => {
  const { workloads, finished } = createEngine(snapshot, KUBERNETES).reachability();
  const idle = workloads.filter(({ namespace }) => namespace === 'idle');
  expect(idle.map(({ name, pods, noPods }) => [name, pods, noPods])).toEqual([
    ['asleep', 0, 'scaled-to-zero'],
    ['awake', 1, undefined],
    ['nightly', 0, 'between-runs'],
    ['store', 0, 'scaled-to-zero'],
    ['waiting', 0, 'suspended'],
  ]);
  expect(finished).toEqual([{ id: 'idle/over[Job]', namespace: 'idle', name: 'over', kind: 'Job' }]);
});

/** They rest on bindings of rights and on annotations, which are not read for screens. */
const OF_THE_COMMAND_LINE = ['api-server-shut', 'hook-shut'];

test('findings, also on what calls Services from outside the pods', async () => {
  const { out } = await capturedRun('check', ...context, '--format', 'json');
  const listed = (JSON.parse(out).findings as Row[]).map(rowOf);
  const codes = listed.map(({ code }) => code);
  expect(codes).toEqual(
    expect.arrayContaining(['webhook-shut', 'ingress-shut', 'api-service-shut', ...OF_THE_COMMAND_LINE]),
  );
  expect(onScreen()).toEqual(listed.filter(({ code }) => !OF_THE_COMMAND_LINE.includes(code)));
});

type Row = Pick<Finding, 'code' | 'severity' | 'policy' | 'workload' | 'path'> & ReturnType<typeof tell>;

const rowOf = ({ code, severity, policy, workload, path, title, sentence }: Row) => ({
  code,
  severity,
  policy,
  workload,
  path,
  title,
  sentence,
});

/** What the page is told, by the worker that holds the engine. */
function onScreen() {
  const told: FromAnalyst[] = [];
  const analyst = createAnalyst(
    (message) => told.push(message),
    () => ({ readEffect: () => ({ outdated: false }), readTexts: () => [] }),
    (_, act) => {
      act();
      return () => {};
    },
  );
  analyst.handle({ type: 'snapshot', snapshot });
  expect(told.filter(({ type }) => type === 'fault')).toEqual([]);
  return told
    .flatMap((message) => (message.type === 'findings' ? message.findings : []))
    .map((finding) => rowOf({ ...finding, ...tell(finding) }));
}
