/** Laws that hold for any cluster, policies and edits, on random ones. Cases as in against-naive.test.ts. */

import { test } from 'vitest';
import {
  createEngine,
  diffConnections,
  type Engine,
  equal,
  KUBERNETES,
  nothing,
  type PolicyEdit,
  policyId,
  type ReachabilityDiff,
  type RuleRef,
  type Snapshot,
  subtract,
} from './index.ts';
import { RandomCluster } from './naive/random-cluster.ts';

const CASES = Math.max(1, Math.round(Number(process.env.NETPOL_CASES ?? 20_000) * 0.02));
const FIRST = Number(process.env.NETPOL_SEED ?? 1);

function law(name: string, holds: (random: RandomCluster, seed: number) => string | undefined) {
  test(name, { timeout: 3_600_000 }, () => {
    for (let seed = FIRST; seed < FIRST + CASES; seed++) {
      const broken = holds(new RandomCluster(seed), seed);
      if (broken !== undefined) throw new Error(`seed ${seed}: ${broken}`);
    }
  });
}

function edited(snapshot: Snapshot, edits: readonly PolicyEdit[]): Snapshot {
  return createEngineAfter(createEngine(snapshot), edits).snapshot;
}

/** The engine of the snapshot that edits make. */
function createEngineAfter({ snapshot }: Engine, edits: readonly PolicyEdit[]): Engine {
  const policies = new Map(snapshot.policies.map((policy) => [policyId(policy), policy]));
  for (const edit of edits) {
    if (edit.action === 'put') policies.set(policyId(edit.policy), edit.policy);
    else policies.delete(edit.id);
  }
  return createEngine({ ...snapshot, policies: [...policies.values()] });
}

/** Edits that undo edits. */
function reversed(snapshot: Snapshot, edits: readonly PolicyEdit[]): PolicyEdit[] {
  const ids = new Set(edits.map((edit) => (edit.action === 'put' ? policyId(edit.policy) : edit.id)));
  return [...ids].map((id) => {
    const policy = snapshot.policies.find((one) => policyId(one) === id);
    return policy ? { action: 'put', policy } : { action: 'delete', id };
  });
}

const pairsOf = (diff: ReachabilityDiff) =>
  [...diff.added, ...diff.removed, ...diff.changed]
    .map(({ source, destination, before, after }) => ({ pair: `${source} ${destination}`, before, after }))
    .sort((a, b) => (a.pair < b.pair ? -1 : 1));

/** Texts of all that does not hang on the order of policies. */
function essence(engine: Engine): string {
  const { workloads, byRule, totals } = engine.reachability();
  const gates = workloads.map(({ id, ingress, egress }) => [id, ingress, egress].map((one) => sortedGate(one)));
  return JSON.stringify([gates, byRule, totals, engine.connections('pod')]);
}

function sortedGate(gate: unknown): unknown {
  if (typeof gate !== 'object' || gate === null || !('isolatedBy' in gate)) return gate;
  return { ...gate, isolatedBy: [...(gate.isolatedBy as string[])].sort() };
}

law('diff(a, b) is the reverse of diff(b, a)', (random) => {
  const snapshot = random.snapshot();
  const edits = random.edits(snapshot);
  const there = pairsOf(createEngine(snapshot).diff(edits));
  const back = pairsOf(createEngine(edited(snapshot, edits)).diff(reversed(snapshot, edits)));
  const turned = back.map(({ pair, before, after }) => ({ pair, before: after, after: before }));
  return JSON.stringify(there) === JSON.stringify(turned) ? undefined : `${there.length} against ${back.length}`;
});

law('edits that change nothing have an empty diff', (random) => {
  const snapshot = random.snapshot();
  const edits = snapshot.policies.map((policy): PolicyEdit => ({ action: 'put', policy }));
  const diff = createEngine(snapshot).diff(edits);
  const preview = createEngine(snapshot).preview(edits);
  const quiet = pairsOf(diff).length + diff.isolation.length + preview.rectangles.length === 0;
  return quiet ? undefined : 'something changed';
});

law('after = before + gained - lost, in pairs and in ports times pairs', (random) => {
  const snapshot = random.snapshot();
  const edits = random.edits(snapshot);
  const before = createEngine(snapshot);
  const { gained, lost } = before.preview(edits);
  if (!gained || !lost) return 'unknown';
  const [was, is] = [before.totals(), createEngineAfter(before, edits).totals()];
  if (is.allowed !== was.allowed + gained.pairs - lost.pairs) return `${is.allowed} pairs`;
  return is.tuples === was.tuples + gained.tuples - lost.tuples ? undefined : `${is.tuples} tuples`;
});

law('a new policy only takes away what it newly isolates', (random) => {
  const snapshot = random.snapshot();
  const policy = { ...random.policy('n1'), metadata: { name: 'new', namespace: 'n1' } };
  const engine = createEngine(snapshot);
  const diff = engine.diff([{ action: 'put', policy }]);
  const isolated = new Set(diff.isolation.map(({ workload, direction }) => `${direction} ${workload}`));
  const unjust = [...diff.removed, ...diff.changed].find(
    ({ source, destination, before, after }) =>
      !equal(subtract(before, after), nothing) &&
      !isolated.has(`egress ${source}`) &&
      !isolated.has(`ingress ${destination}`),
  );
  return unjust && `${unjust.source} -> ${unjust.destination}`;
});

law('a connection is what its rules admit together: without them it is gone', (random) => {
  const snapshot = random.snapshot();
  const engine = createEngine(snapshot);
  const { byRule } = engine.reachability();
  const row = byRule[byRule.length >> 1];
  if (!row) return undefined;
  const peers = engine.peers(row.source)?.egress.find(({ workload }) => workload === row.destination);
  const left = createEngine({
    ...snapshot,
    policies: snapshot.policies.map((one) => without(one, peers?.admittedBy ?? [])),
  });
  const still = left.peers(row.source)?.egress.find(({ workload }) => workload === row.destination);
  const open = row.partial || isOpen(engine, row.source, row.destination);
  return open || !still || equal(still.ports, nothing) ? undefined : `${row.source} -> ${row.destination}`;
});

function isOpen(engine: Engine, source: string, destination: string): boolean {
  const gate = (id: string) => engine.reachability().workloads.find((one) => one.id === id);
  return gate(source)?.egress.isolated !== 'yes' && gate(destination)?.ingress.isolated !== 'yes';
}

/** The same policy with rules that admit nobody in place of some of its own; what it isolates stays. */
function without(policy: Snapshot['policies'][number], rules: readonly RuleRef[]): Snapshot['policies'][number] {
  const { spec } = policy;
  const own = rules.filter((ref) => ref.policy === policyId(policy));
  const hit = (direction: string, rule: number) => own.some((ref) => ref.direction === direction && ref.rule === rule);
  const nobody = [{ podSelector: { matchLabels: { 'nobody-has': 'this' } } }];
  const types = spec?.policyTypes?.length ? spec.policyTypes : ['Ingress', ...(spec?.egress?.length ? ['Egress'] : [])];
  return {
    ...policy,
    spec: {
      ...spec,
      policyTypes: types,
      ingress: spec?.ingress?.map((rule, at) => (hit('ingress', at) ? { from: nobody } : rule)),
      egress: spec?.egress?.map((rule, at) => (hit('egress', at) ? { to: nobody } : rule)),
    },
  };
}

law('the answer hangs on the state alone: policies and pods in another order, edits split or repeated', (random) => {
  const snapshot = random.snapshot();
  const edits = random.edits(snapshot);
  const end = edited(snapshot, edits);
  const expected = essence(createEngine(end));
  const shuffled = {
    ...end,
    pods: end.pods.toReversed(),
    policies: end.policies.toReversed(),
    namespaces: end.namespaces.toReversed(),
  };
  if (essence(createEngine(shuffled)) !== expected) return 'reversed';
  let split = createEngine(snapshot);
  for (const edit of edits) split = createEngineAfter(split, [edit]);
  if (essence(split) !== expected) return 'split';
  const engine = createEngine(snapshot);
  const last = [...edits, ...edits];
  const [once, twice] = [engine.diff(edits), engine.diff(last)];
  return JSON.stringify(once) === JSON.stringify(twice) ? undefined : 'repeated';
});

law('the fix of a denial admits it, cuts nothing, and opens no other port', (random, seed) => {
  const snapshot = random.snapshot();
  const engine = createEngine(snapshot);
  const ends = engine.reachability().workloads.map(({ id }) => id);
  const [source = '', destination = ''] = [ends[seed % ends.length], ends[(seed >> 3) % ends.length]];
  const question = { source, destination, protocol: 'TCP', port: [80, 81, 443][seed % 3] ?? 80 } as const;
  const fix = engine.fix(question);
  if (fix.length === 0) return undefined;
  const after = createEngine({ ...snapshot, policies: [...snapshot.policies, ...fix] });
  if (after.decide(question).verdict !== 'allowed') return 'it does not admit it';
  const { removed, added, changed } = diffConnections(engine.connections('pod'), after.connections('pod'));
  if (removed.length > 0) return `it cuts ${JSON.stringify(removed[0])}`;
  const rows = [...added.map(({ ports }) => ({ before: nothing, after: ports })), ...changed];
  const only = { TCP: [[question.port, question.port]] } as const;
  const wide = rows.find(
    (row) => !equal(subtract(row.before, row.after), nothing) || !equal(subtract(row.after, row.before), only),
  );
  return wide && `it opens ${JSON.stringify(wide)}`;
});

law('asking changes nothing: the same questions have the same answers afterwards', (random) => {
  const snapshot = random.snapshot();
  const engine = createEngine(snapshot, KUBERNETES);
  const before = essence(engine);
  engine.diff(random.edits(snapshot));
  engine.preview(random.edits(snapshot));
  engine.findings();
  for (const policy of snapshot.policies) engine.outline(policy);
  return essence(engine) === before && essence(createEngine(snapshot)) === before ? undefined : 'another answer';
});
