/** What one policy, stored or half-typed, selects in a snapshot, part by part. Works on the policy alone. */

import type { PodClass } from '../classes/pod-classes.ts';
import type { Universe } from '../classes/universe.ts';
import type { Compiled } from '../gates/compiled.ts';
import { workloadId } from '../model/ids.ts';
import type { WorkloadId } from '../model/objects.ts';
import type { CompiledPolicy, CompiledRule } from '../policies/compile-policy.ts';
import { DIRECTIONS } from '../policies/compile-policy.ts';
import { peerPath, rulePath } from '../policies/rule-ref.ts';
import { type ClassSet, forEachClass } from '../sets/class-set.ts';
import type { PolicyOutline, RuleOutline, SelectedPods } from './policy-outline.ts';

/** `compiled` must be fine enough to judge the policy, in force or not (overlay.ts `canJudge`). */
export function outlinePolicy(compiled: Compiled, own: CompiledPolicy): PolicyOutline {
  return {
    subject: selection(compiled, 'spec.podSelector', compiled.resolver.subjects(own)),
    isolates: DIRECTIONS.filter((direction) => own.isolates[direction]),
    rules: DIRECTIONS.flatMap((direction) => own.rules[direction].map((rule) => outlineRule(compiled, own, rule))),
  };
}

function outlineRule(compiled: Compiled, policy: CompiledPolicy, rule: CompiledRule): RuleOutline {
  const { sets } = compiled.universe;
  const { direction, rule: at } = rule.ref;
  const peers = rule.peers.map((peer, at) =>
    selection(compiled, peerPath(rule.ref, at), compiled.resolver.peerClasses(peer, policy.namespace)),
  );
  const path = rulePath(rule.ref);
  const named = rule.everyone
    ? sets.selectable
    : rule.peers.reduce(
        (sum, peer) => sets.union(sum, compiled.resolver.peerClasses(peer, policy.namespace)),
        sets.none,
      );
  const { peers: open, outside } = openedBy(compiled, policy, rule);
  const admits = open ? sets.intersect(named, open) : named;
  return {
    direction,
    rule: at,
    path,
    admits: selection(compiled, path, admits).workloads,
    outside,
    everyone: rule.everyone,
    effective: policy.isolates[direction],
    peers,
  };
}

/** `peers` is left out where nobody is protected, on whom port names would have a meaning. */
function openedBy(
  { resolver, universe, ports }: Compiled,
  policy: CompiledPolicy,
  rule: CompiledRule,
): { readonly peers?: ClassSet; readonly outside: boolean } {
  const examples = examplesFor(resolver.subjects(policy), universe.classes, rule);
  if (examples.length === 0) return { outside: !rule.named };
  const resolved = examples.map((example) => resolver.resolve(rule, policy, example));
  const peers = universe.sets.unionOf(resolved.flatMap(({ terms }) => terms.map((term) => term.peers)));
  return { peers, outside: resolved.some(({ outside }) => outside !== ports.none) };
}

/** Of the protected classes, one for each meaning of the port names. */
function examplesFor(subjects: ClassSet, classes: readonly PodClass[], rule: CompiledRule): readonly PodClass[] {
  const examples = new Map<number, PodClass>();
  forEachClass(subjects, (index) => {
    const example = classes[index];
    const key = rule.named ? (example?.namedPortsKey ?? 0) : 0;
    if (example && !examples.has(key)) examples.set(key, example);
  });
  return [...examples.values()];
}

function selection({ universe }: Compiled, path: string, set: ClassSet): SelectedPods {
  const workloads = new Set<WorkloadId>();
  let pods = 0;
  forEachClass(set, (index) => {
    pods += universe.podsOf(index).filter(({ standsIn }) => standsIn === undefined).length;
    for (const id of workloadsOfClass(universe, index)) workloads.add(id);
  });
  return { path, pods, workloads: [...workloads].sort() };
}

/** A policy is outlined with every key that is typed, and its pods are the same ones nearly always. */
const known = new WeakMap<Universe, Map<number, readonly WorkloadId[]>>();

function workloadsOfClass(universe: Universe, index: number): readonly WorkloadId[] {
  const classes = known.get(universe) ?? new Map<number, readonly WorkloadId[]>();
  known.set(universe, classes);
  const found =
    classes.get(index) ?? universe.podsOf(index).map(({ namespace, workload }) => workloadId(namespace, workload));
  const ids = classes.has(index) ? found : [...new Set(found)];
  classes.set(index, ids);
  return ids;
}
