/** Laws that hold for any cluster, policies and edits, on random ones. Cases as in laws/totals-against-naive.test.ts. */

import { expect, test } from 'vitest';
import {
  type ConnectionSet,
  createEngine,
  DIRECTIONS,
  diffConnections,
  type Engine,
  equal,
  KUBERNETES,
  type NetworkPolicy,
  nothing,
  type PolicyEdit,
  policyId,
  type ReachabilityDiff,
  type RuleRef,
  type Snapshot,
  subtract,
  union,
} from '../index.ts';
import { RandomCluster } from '../naive/random-cluster.ts';

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
  return createEngineAfter(createEngine(snapshot, KUBERNETES), edits).snapshot;
}

/** The engine of the snapshot that edits make. */
function createEngineAfter({ snapshot }: Engine, edits: readonly PolicyEdit[]): Engine {
  const policies = new Map(snapshot.policies.map((policy) => [policyId(policy), policy]));
  for (const edit of edits) {
    if (edit.action === 'put') policies.set(policyId(edit.policy), edit.policy);
    else policies.delete(edit.id);
  }
  return createEngine({ ...snapshot, policies: [...policies.values()] }, KUBERNETES);
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
  const there = pairsOf(createEngine(snapshot, KUBERNETES).diff(edits));
  const back = pairsOf(createEngine(edited(snapshot, edits), KUBERNETES).diff(reversed(snapshot, edits)));
  const turned = back.map(({ pair, before, after }) => ({ pair, before: after, after: before }));
  return JSON.stringify(there) === JSON.stringify(turned) ? undefined : `${there.length} against ${back.length}`;
});

law('edits that change nothing have an empty diff', (random) => {
  const snapshot = random.snapshot();
  const edits = snapshot.policies.map((policy): PolicyEdit => ({ action: 'put', policy }));
  const diff = createEngine(snapshot, KUBERNETES).diff(edits);
  const preview = createEngine(snapshot, KUBERNETES).preview(edits);
  const quiet = pairsOf(diff).length + diff.isolation.length + preview.rectangles.length === 0;
  return quiet ? undefined : 'something changed';
});

law('after = before + gained - lost, in pairs and in ports times pairs', (random) => {
  const snapshot = random.snapshot();
  const edits = random.edits(snapshot);
  const before = createEngine(snapshot, KUBERNETES);
  const { gained, lost } = before.preview(edits);
  if (!gained || !lost) return 'unknown';
  const [was, is] = [before.totals(), createEngineAfter(before, edits).totals()];
  if (is.allowed !== was.allowed + gained.pairs - lost.pairs) return `${is.allowed} pairs`;
  return is.tuples === was.tuples + gained.tuples - lost.tuples ? undefined : `${is.tuples} tuples`;
});

law('a new policy only takes away what it newly isolates', (random) => {
  const snapshot = random.snapshot();
  const policy = { ...random.policy('n1'), metadata: { name: 'new', namespace: 'n1' } };
  const engine = createEngine(snapshot, KUBERNETES);
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

law(
  'the union of the attributed rules is what is admitted: alone they admit it all, without them it is gone',
  (random, seed) => {
    const snapshot = random.snapshot();
    const engine = createEngine(snapshot, KUBERNETES);
    const { byRule } = engine.reachability();
    for (const row of byRule.filter((_, at) => at % 4 === seed % 4)) {
      const find = (one: Engine) => one.peers(row.source)?.egress.find(({ workload }) => workload === row.destination);
      const rules = find(engine)?.admittedBy ?? [];
      const keeping = (keep: boolean) =>
        createEngine(
          { ...snapshot, policies: snapshot.policies.map((one) => withoutRules(one, rules, keep)) },
          KUBERNETES,
        );
      if (!equal(find(keeping(true))?.ports ?? nothing, row.ports)) return `alone: ${row.source} -> ${row.destination}`;
      if (row.partial || isOpen(engine, row.source, row.destination)) continue;
      const left = find(keeping(false))?.ports ?? nothing;
      if (!equal(left, nothing)) return `without: ${row.source} -> ${row.destination}`;
    }
    return undefined;
  },
);

function isOpen(engine: Engine, source: string, destination: string): boolean {
  const gate = (id: string) => engine.reachability().workloads.find((one) => one.id === id);
  return gate(source)?.egress.isolated !== 'yes' && gate(destination)?.ingress.isolated !== 'yes';
}

/** The same policy with rules that admit nobody in place of those named, or of all others; what it isolates stays. */
function withoutRules(
  policy: Snapshot['policies'][number],
  rules: readonly RuleRef[],
  keep: boolean,
): Snapshot['policies'][number] {
  const { spec } = policy;
  const own = rules.filter((ref) => ref.policy === policyId(policy));
  const hit = (direction: string, rule: number) =>
    own.some((ref) => ref.direction === direction && ref.rule === rule) !== keep;
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

law('the answer hangs on the state alone: policies, pods and namespaces in another order', (random) => {
  const { pods, policies, namespaces } = random.snapshot();
  const forth = essence(createEngine({ pods, policies, namespaces }, KUBERNETES));
  const back = { pods: pods.toReversed(), policies: policies.toReversed(), namespaces: namespaces.toReversed() };
  return essence(createEngine(back, KUBERNETES)) === forth ? undefined : 'reversed';
});

const idOf = (edit: PolicyEdit) => (edit.action === 'put' ? policyId(edit.policy) : edit.id);

/** The same end by other ways: only the last edit of a policy, those in the other order, each one twice. */
function otherWays(edits: readonly PolicyEdit[]): readonly (readonly PolicyEdit[])[] {
  const squashed = [...new Map(edits.map((edit) => [idOf(edit), edit])).values()];
  return [squashed, squashed.toReversed(), squashed.flatMap((edit) => [edit, edit]), [...edits, ...edits]];
}

law('edits squashed, reversed or repeated have the effect of those at once', (random) => {
  const snapshot = random.snapshot();
  const engine = createEngine(snapshot, KUBERNETES);
  const edits = [...random.edits(snapshot), ...random.edits(snapshot)];
  const effect = (of: readonly PolicyEdit[]) => {
    const { gained, lost, knowledge } = engine.preview(of);
    const counts = [gained, lost].map((count) => `${count?.pairs} ${count?.tuples}`);
    return JSON.stringify([counts, knowledge, pairsOf(engine.diff(of)), engine.diff(of).after.totals]);
  };
  const expected = effect(edits);
  const other = otherWays(edits).findIndex((way) => effect(way) !== expected);
  return other < 0 ? undefined : ['squashed', 'reversed', 'each twice', 'repeated'][other];
});

law('edits one after the other have together the effect of those at once', (random) => {
  const snapshot = random.snapshot();
  const edits = random.edits(snapshot);
  const first = createEngine(snapshot, KUBERNETES);
  const whole = first.preview(edits);
  let engine = first;
  let [pairs, tuples] = [0, 0n];
  for (const edit of edits) {
    const { gained, lost } = engine.preview([edit]);
    pairs += (gained?.pairs ?? 0) - (lost?.pairs ?? 0);
    tuples += (gained?.tuples ?? 0n) - (lost?.tuples ?? 0n);
    engine = createEngineAfter(engine, [edit]);
  }
  if (essence(engine) !== essence(createEngineAfter(first, edits))) return 'another end';
  const net = [whole.gained, whole.lost].map((count) => [count?.pairs ?? 0, count?.tuples ?? 0n] as const);
  const [[gainedPairs = 0, gainedTuples = 0n] = [], [lostPairs = 0, lostTuples = 0n] = []] = net;
  return gainedPairs - lostPairs === pairs && gainedTuples - lostTuples === tuples ? undefined : 'another sum';
});

/** Ports by pair of pods with a network of their own. */
function portsByPair(engine: Engine): Map<string, ConnectionSet> {
  const own = new Set(
    engine.snapshot.pods
      .filter(({ hostNetwork }) => !hostNetwork)
      .map(({ namespace, name }) => `${namespace}/${name}[Pod]`),
  );
  const rows = engine.connections('pod').filter(({ source, destination }) => own.has(source) && own.has(destination));
  return new Map(rows.map(({ source, destination, ports }) => [`${source} ${destination}`, ports]));
}

/** Every pod alone, so that a rectangle's ends are its pods. */
function bare(snapshot: Snapshot): Snapshot {
  const pods = snapshot.pods.map((pod) => ({ ...pod, workload: { kind: 'Pod', name: pod.name } }));
  return { ...snapshot, pods };
}

law(
  'rectangles hold what is gained and lost, all of it and nothing else, with a rule or an isolating policy',
  (random) => {
    const snapshot = bare(random.snapshot());
    const edits = random.edits(snapshot);
    const engine = createEngine(snapshot, KUBERNETES);
    const [was, is] = [portsByPair(engine), portsByPair(createEngineAfter(engine, edits))];
    const changed = { gained: new Map<string, ConnectionSet>(), lost: new Map<string, ConnectionSet>() };
    for (const { change, ports, rules, isolatedBy, sources, destinations } of engine.preview(edits).rectangles) {
      if (change === 'lost' && rules.length === 0 && isolatedBy.length === 0) return 'a loss without a cause';
      for (const source of sources()) {
        for (const destination of destinations()) {
          const pair = `${source} ${destination}`;
          if (source !== destination) changed[change].set(pair, union(changed[change].get(pair) ?? nothing, ports));
        }
      }
    }
    for (const pair of new Set([...was.keys(), ...is.keys(), ...changed.gained.keys(), ...changed.lost.keys()])) {
      const [before, after] = [was.get(pair) ?? nothing, is.get(pair) ?? nothing];
      if (!equal(changed.gained.get(pair) ?? nothing, subtract(after, before)))
        return `${pair} gains ${JSON.stringify([before, after, changed.gained.get(pair)])}`;
      if (!equal(changed.lost.get(pair) ?? nothing, subtract(before, after)))
        return `${pair} loses ${JSON.stringify([before, after, changed.lost.get(pair)])}`;
    }
    return undefined;
  },
);

/** Without the policies and rules that others cover, whatever pods come. */
function withoutSuperfluous(engine: Engine): readonly NetworkPolicy[] | undefined {
  const { policies } = engine.inspect();
  const idle = new Set(policies.flatMap(({ id, coveredBy }) => (coveredBy ? [id] : [])));
  const rules = policies.flatMap((policy) =>
    DIRECTIONS.flatMap((direction) =>
      policy.rules[direction].flatMap(({ rule, coveredBy }): RuleRef[] =>
        coveredBy ? [{ policy: policy.id, direction, rule }] : [],
      ),
    ),
  );
  if (idle.size + rules.length === 0) return undefined;
  const left = engine.snapshot.policies.filter((policy) => !idle.has(policyId(policy)));
  return left.map((policy) => withoutRules(policy, rules, false));
}

test('what is found superfluous may all go together, and nothing changes, whatever pods and namespaces come', () => {
  let found = 0;
  for (let seed = FIRST; seed < FIRST + CASES; seed++) {
    const random = new RandomCluster(seed);
    const snapshot = random.snapshot();
    const left = withoutSuperfluous(createEngine(snapshot, KUBERNETES));
    if (!left) continue;
    found++;
    const other = random.snapshot();
    const worlds = [snapshot, { ...other, policies: snapshot.policies }];
    for (const world of worlds) {
      const [before, after] = [createEngine(world, KUBERNETES), createEngine({ ...world, policies: left }, KUBERNETES)];
      const { added, removed, changed } = diffConnections(before.connections('pod'), after.connections('pod'));
      const [first] = [...added, ...removed, ...changed];
      if (first) throw new Error(`seed ${seed}: ${first.source} -> ${first.destination}`);
    }
  }
  expect(found).toBeGreaterThan(CASES / 50);
});

law('the fix of a denial admits it, cuts nothing, and opens no other port', (random, seed) => {
  const snapshot = random.snapshot();
  const engine = createEngine(snapshot, KUBERNETES);
  const ends = engine.reachability().workloads.map(({ id }) => id);
  const [source = '', destination = ''] = [ends[seed % ends.length], ends[(seed >> 3) % ends.length]];
  const question = { source, destination, protocol: 'TCP', port: [80, 81, 443][seed % 3] ?? 80 } as const;
  const fix = engine.fix(question);
  if (fix.length === 0) return undefined;
  const after = createEngine({ ...snapshot, policies: [...snapshot.policies, ...fix] }, KUBERNETES);
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
  engine.inspect();
  for (const policy of snapshot.policies) engine.outline(policy);
  return essence(engine) === before && essence(createEngine(snapshot, KUBERNETES)) === before
    ? undefined
    : 'another answer';
});
