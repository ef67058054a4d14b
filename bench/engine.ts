/**
 * The engine's figures, one JSON line each: build, totals, namespace graph, draft edits, memory and the ratio to the
 * naive evaluator in the same run. `node --expose-gc bench/engine.ts [largest size]`, by default 100k.
 */

import { createEngine, type Engine, KUBERNETES, type PolicyEdit, type Snapshot } from '../lib/engine/index.ts';
import { passes } from '../lib/engine/naive/evaluate.ts';
import { makeCluster, randomEdit, SIZES, seeded } from './engine-cluster.ts';
import { measureWire } from './engine-wire.ts';
import { manyClasses, WORST_EDITS, wideRules } from './engine-worst-cases.ts';

interface Goal {
  readonly build: number;
  readonly editP50: number;
  readonly editP99: number;
  readonly totals?: number;
  readonly graph?: number;
  readonly memory: number;
}

const GOALS: Readonly<Record<string, Goal>> = {
  '20': { build: 3, editP50: 0.02, editP99: 0.3, totals: 1, memory: 1 },
  '10k': { build: 60, editP50: 0.03, editP99: 0.5, totals: 8, graph: 20, memory: 5 },
  '100k': { build: 350, editP50: 0.05, editP99: 2, totals: 15, graph: 80, memory: 30 },
  '1M': { build: 4_000, editP50: 0.3, editP99: 10, totals: 400, memory: 150 },
};

function print(figure: string, cluster: string, value: number, unit: string, goal?: number): void {
  const rounded = Number(value.toPrecision(3));
  const met = goal === undefined ? {} : { goal, met: value <= goal };
  console.log(JSON.stringify({ figure, cluster, value: rounded, unit, ...met }));
}

function time<T>(run: () => T): [number, T] {
  const start = performance.now();
  const result = run();
  return [performance.now() - start, result];
}

function best<T>(times: number, run: () => T): number {
  return Math.min(...Array.from({ length: times }, () => time(run)[0]));
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function measureEdits(engine: Engine, snapshot: Snapshot, cluster: string, goal: Goal | undefined): void {
  const next = seeded(7);
  const warmUp = 200;
  const count = cluster === '1M' ? 300 : 1_000;
  const times = new Float64Array(count);
  for (let at = -warmUp; at < count; at++) {
    const policy = randomEdit(snapshot, next);
    const [took] = time(() => engine.preview([{ action: 'put', policy }]));
    if (at >= 0) times[at] = took;
  }
  times.sort();
  print('edit p50', cluster, quantile(times, 0.5), 'ms', goal?.editP50);
  print('edit p99', cluster, quantile(times, 0.99), 'ms', goal?.editP99);
}

/** How much longer the naive evaluator takes for every pair on one port; extrapolated from a sample of pairs. */
function measureNaive(snapshot: Snapshot, cluster: string, engineTook: number): void {
  const next = seeded(11);
  const { pods } = snapshot;
  const sample = Math.min(pods.length * pods.length, cluster === '100k' || cluster === '1M' ? 200 : 2_000);
  const pick = () => pods[Math.floor(next() * pods.length)] as (typeof pods)[0];
  const [took] = time(() => {
    for (let at = 0; at < sample; at++) passes(snapshot, KUBERNETES, pick(), pick(), { protocol: 'TCP', port: 8080 });
  });
  const all = (took / sample) * pods.length * pods.length;
  print('naive, every pair on one port (extrapolated)', cluster, all, 'ms');
  print('ratio naive to build and totals', cluster, all / engineTook, 'times');
}

/** The whole edit, and one that may take 16 ms: it must then stop soon and say that it is not complete. */
function measureWorst(engine: Engine, shape: string, edits: readonly PolicyEdit[]): void {
  print('worst edit', shape, time(() => engine.preview(edits))[0], 'ms', 50);
  const [took, effect] = time(() => {
    const end = performance.now() + 16;
    return engine.preview(edits, () => performance.now() < end);
  });
  print(`worst edit, stopped after 16 ms (${effect.knowledge})`, shape, took, 'ms', 50);
}

const wide = wideRules();
const wideEngine = createEngine(wide);
print('totals, first', 'wide rules', time(() => wideEngine.totals())[0], 'ms');
const [widePolicy] = wide.policies;
if (widePolicy) {
  const open = { ...widePolicy, spec: { ...widePolicy.spec, egress: [{}], ingress: [{}] } };
  measureWorst(wideEngine, 'wide rules', [{ action: 'put', policy: open }]);
}
const crowd = createEngine(manyClasses());
crowd.totals();
for (const [name, edits] of Object.entries(WORST_EDITS)) measureWorst(crowd, `many classes, ${name}`, edits);

const largest = process.argv[2] ?? '100k';
for (const size of SIZES) {
  const snapshot = makeCluster(size);
  const goal = GOALS[size.name];
  print('policies', size.name, snapshot.policies.length, 'policies');
  const [first] = time(() => createEngine(snapshot));
  print('build, first', size.name, first, 'ms');
  const build = best(size.name === '1M' ? 1 : 5, () => createEngine(snapshot));
  print('build', size.name, build, 'ms', goal?.build);
  const before = heap();
  const engine = createEngine(snapshot);
  const [totals, counted] = time(() => engine.totals());
  print('totals, first', size.name, totals, 'ms');
  const again = best(3, () => engine.totals());
  print('totals', size.name, again, 'ms', goal?.totals);
  print('allowed pairs', size.name, counted.allowed, 'pairs');
  print('memory', size.name, (heap() - before) / 1e6, 'MB', goal?.memory);
  const visible = size.name === '1M' ? Array.from({ length: 200 }, (_, at) => `team-${at}`) : undefined;
  print(
    'namespace graph',
    size.name,
    best(3, () => engine.namespaces(visible)),
    'ms',
    goal?.graph,
  );
  measureEdits(engine, snapshot, size.name, goal);
  measureNaive(snapshot, size.name, build + totals);
  if (size.name !== '1M') measureWire(snapshot, size.name, print);
  if (size.name === largest) break;
}
