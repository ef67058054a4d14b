/**
 * The engine's figures: build, totals, namespace graph, draft edits, memory and the ratio to the naive evaluator in the
 * same run; then the two shapes that cost most. `node --expose-gc bench/engine.ts [largest size]`, by default 100k; the
 * largest there is is 1M.
 */

import { createEngine, type Engine, KUBERNETES, type PolicyEdit, type Snapshot } from '../lib/engine/index.ts';
import { passes } from '../lib/engine/naive/evaluate.ts';
import { type ClusterSize, makeCluster, randomEdit, SIZES, seeded } from './engine-cluster.ts';
import { memoryOf, print, quantile, repeat, summed, type Timed, time, timed } from './engine-figures.ts';
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

/** Milliseconds and megabytes. */
const GOALS: Readonly<Record<string, Goal>> = {
  '20': { build: 3, editP50: 0.02, editP99: 0.3, totals: 1, memory: 1 },
  '10k': { build: 60, editP50: 0.03, editP99: 0.5, totals: 8, graph: 20, memory: 5 },
  '100k': { build: 350, editP50: 0.05, editP99: 2, totals: 15, graph: 80, memory: 30 },
  '1M': { build: 4_000, editP50: 0.3, editP99: 10, totals: 400, graph: 50, memory: 150 },
};

/** Engines made to see what one of them weighs. */
const WEIGHED: Readonly<Record<string, number>> = { '20': 200, '1k': 50, '10k': 5 };

function measureCluster(size: ClusterSize): void {
  const snapshot = makeCluster(size);
  const { name } = size;
  const goal = GOALS[name];
  print('policies', name, snapshot.policies.length, 'policies');
  print('build, first', name, time(() => createEngine(snapshot, KUBERNETES))[0], 'ms');
  const build = repeat(name === '1M' ? 3 : 7, () => createEngine(snapshot, KUBERNETES));
  print('build', name, build, 'ms', goal?.build);
  const counted = () => {
    const engine = createEngine(snapshot, KUBERNETES);
    engine.totals();
    return engine;
  };
  print('memory, totals counted', name, memoryOf(WEIGHED[name] ?? 1, counted), 'MB', goal?.memory);
  const engine = createEngine(snapshot, KUBERNETES);
  const [first, { allowed }] = time(() => engine.totals());
  print('allowed pairs', name, allowed, 'pairs');
  print('totals, first', name, first, 'ms');
  const totals = repeat(7, () => engine.totals());
  print('totals', name, totals, 'ms', goal?.totals);
  const visible = name === '1M' ? Array.from({ length: 200 }, (_, at) => `team-${at}`) : undefined;
  const graph = repeat(5, () => engine.namespaces(visible));
  print(visible ? 'namespace graph, 200 visible' : 'namespace graph', name, graph, 'ms', goal?.graph);
  measureEdits(engine, snapshot, name, goal);
  measureNaive(snapshot, name, build.least + first);
  if (name !== '1M') measureWire(snapshot, name, print);
}

/** Rounds of random edits, different ones in each, after some to warm up. */
function measureEdits(engine: Engine, snapshot: Snapshot, cluster: string, goal: Goal | undefined): void {
  const edit = (next: () => number): readonly PolicyEdit[] => [{ action: 'put', policy: randomEdit(snapshot, next) }];
  const first = edit(seeded(3));
  print('edit, first', cluster, time(() => engine.preview(first))[0], 'ms');
  const count = cluster === '1M' ? 300 : 1_000;
  const round = (seed: number, length: number) => {
    const next = seeded(seed);
    const drafts = Array.from({ length }, () => edit(next));
    const times = drafts.map((draft) => timed(() => engine.preview(draft)));
    const sorted = (pick: (one: Timed) => number) => Float64Array.from(times, pick).sort();
    return { took: sorted(({ took }) => took), processor: sorted(({ processor }) => processor) };
  };
  round(7, 200);
  const rounds = [11, 12, 13, 14, 15, 16, 17, 18, 19].map((seed) => round(seed, count));
  const share = (part: number) =>
    summed(rounds.map(({ took, processor }) => ({ took: quantile(took, part), processor: quantile(processor, part) })));
  print('edit p50', cluster, share(0.5), 'ms', goal?.editP50);
  print('edit p99', cluster, share(0.99), 'ms', goal?.editP99);
}

/** How much longer the naive evaluator takes for every pair on one port; extrapolated from a sample of pairs. */
function measureNaive(snapshot: Snapshot, cluster: string, engineTook: number): void {
  const next = seeded(11);
  const { pods } = snapshot;
  const sample = Math.min(pods.length * pods.length, cluster === '100k' || cluster === '1M' ? 200 : 2_000);
  const world = { snapshot, profile: KUBERNETES, toys: [] };
  const pick = () => pods[Math.floor(next() * pods.length)] as (typeof pods)[0];
  const [took] = time(() => {
    for (let at = 0; at < sample; at++) passes(world, pick(), pick(), { protocol: 'TCP', port: 8080 });
  });
  const all = (took / sample) * pods.length * pods.length;
  print('naive, every pair on one port (extrapolated)', cluster, all, 'ms');
  print('ratio naive to build and first totals', cluster, all / engineTook, 'times');
}

/** A caller that wants its answer in 16 ms stops the work a little before. */
const PATIENCE = 15;

/** The whole edit, and one that is stopped: it must then end soon and say what its counts are worth. */
function measureWorst(engine: Engine, shape: string, edits: readonly PolicyEdit[]): void {
  print('worst edit, first', shape, time(() => engine.preview(edits))[0], 'ms');
  print(
    'worst edit',
    shape,
    repeat(9, () => engine.preview(edits)),
    'ms',
    50,
  );
  const knowledge = new Set<string>();
  const stopped = repeat(9, () => {
    const end = performance.now() + PATIENCE;
    knowledge.add(engine.preview(edits, () => performance.now() < end).knowledge);
  });
  print(`worst edit, stopped (${[...knowledge].join(', ')})`, shape, stopped, 'ms', 16);
}

function measureWorstCases(): void {
  const wide = wideRules();
  const wideEngine = createEngine(wide, KUBERNETES);
  print('totals, first', 'wide rules', time(() => wideEngine.totals())[0], 'ms');
  const [widePolicy] = wide.policies;
  if (widePolicy) {
    const open = { ...widePolicy, spec: { ...widePolicy.spec, egress: [{}], ingress: [{}] } };
    measureWorst(wideEngine, 'wide rules', [{ action: 'put', policy: open }]);
  }
  const crowd = createEngine(manyClasses(), KUBERNETES);
  print('totals, first', 'many classes', time(() => crowd.totals())[0], 'ms');
  for (const [name, edits] of Object.entries(WORST_EDITS)) measureWorst(crowd, `many classes, ${name}`, edits);
}

const largest = process.argv[2] ?? '100k';
const upTo = SIZES.findIndex(({ name }) => name === largest);
for (const size of SIZES.slice(0, upTo < 0 ? SIZES.length : upTo + 1)) measureCluster(size);
measureWorstCases();
