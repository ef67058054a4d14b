/** Makes an engine for a snapshot: compiles it once, answers from what was compiled, keeps what was answered. */

import { listConnections, podConnector } from './answers/connection-list.ts';
import { endNames } from './answers/ends.ts';
import { graphNamespaces } from './answers/namespace-graph.ts';
import { peersOf } from './answers/peers-of.ts';
import { countPairs } from './answers/totals.ts';
import { markUnjudged, peersWithUnjudged, withUnjudged } from './answers/unjudged.ts';
import { reachWorkloads, type WorkloadLevel } from './answers/workload-level.ts';
import { type NamedWorkloads, nameWorkloads } from './answers/workloads.ts';
import { diffWorkloads } from './edits/diff.ts';
import { PreviewedEffect, UNKNOWN_EFFECT } from './edits/effect.ts';
import { netEdits } from './edits/net-edits.ts';
import { outlinePolicy } from './edits/outline.ts';
import { canJudge, overlayEdits } from './edits/overlay.ts';
import { preview } from './edits/preview.ts';
import type { PolicyEdit } from './edits/reachability-diff.ts';
import type { Engine } from './engine.ts';
import { decideAny, fixAny } from './explanation/decide-service.ts';
import { compile, refine } from './gates/compiled.ts';
import type { Layer } from './gates/layer-gate.ts';
import { inspect } from './inspection/inspect.ts';
import type { Snapshot } from './model/objects.ts';
import type { Profile } from './model/profile.ts';
import { type CompiledPolicy, compilePolicy } from './policies/compile-policy.ts';
import { Stopped, WorkBudget } from './sets/work-budget.ts';

/** Words of sets of past drafts that may stay in memory, at least; then the snapshot is compiled anew, without them. */
const LEFT_OVER = 8_000_000;
/** So many times the words of the snapshot itself may stay: in large ones drafts are wide, and compiling takes long. */
const LEFT_OVER_TIMES = 10;

/** Never throws for what a policy holds: a part that cannot be judged matches nothing. */
export function createEngine(snapshot: Snapshot, profile: Profile): Engine {
  return createLayeredEngine(snapshot, profile, []);
}

/** `others`: the layers that judge besides network policy. */
export function createLayeredEngine(snapshot: Snapshot, profile: Profile, others: readonly Layer[]): Engine {
  let compiled = compile(snapshot, profile, others);
  let words = compiled.universe.sets.words;
  let kept: WorkloadLevel | undefined;
  let named: NamedWorkloads | undefined;
  let connector: ReturnType<typeof podConnector> | undefined;
  let connectorOf = compiled;
  const level = () => {
    kept ??= reachWorkloads(compiled);
    return kept;
  };
  /** What single questions need, without all the rows. */
  const names = (): NamedWorkloads => {
    named ??= kept ?? nameWorkloads(compiled);
    return named;
  };
  /** Classes are made finer where a draft asks about what no policy asked about before. */
  const makeReady = (drafted: readonly CompiledPolicy[], budget: WorkBudget) => {
    const crowded = compiled.universe.sets.words > words + Math.max(LEFT_OVER, LEFT_OVER_TIMES * words);
    if (!crowded && canJudge(compiled, drafted)) return;
    compiled = refine(compiled, drafted, budget);
    words = compiled.universe.sets.words;
    kept = undefined;
    named = undefined;
  };
  const overlay = (edits: readonly PolicyEdit[], budget = new WorkBudget()) => {
    const net = netEdits(edits);
    makeReady(
      [...net.values()].filter((policy) => policy !== undefined),
      budget,
    );
    return overlayEdits(compiled, net, budget);
  };
  return {
    snapshot,
    profile,
    reachability: () => level().reachability,
    peers: (workload) => peersWithUnjudged(snapshot, workload, peersOf(level(), workload)),
    decide: (question) => withUnjudged(snapshot, decideAny(names(), question), endNames(names(), question)),
    // A policy of another kind may be what denies: no network policy is promised to help.
    fix: (question) => (snapshot.otherPolicies?.length ? [] : fixAny(names(), question)),
    diff: (edits) => {
      const overlaid = overlay(edits);
      return diffWorkloads(level(), overlaid);
    },
    preview: (edits, goOn) => {
      const budget = new WorkBudget(goOn);
      try {
        return new PreviewedEffect(preview(overlay(edits, budget), budget));
      } catch (cause) {
        if (cause instanceof Stopped) return UNKNOWN_EFFECT;
        throw cause;
      }
    },
    outline: (policy) => {
      const own = compilePolicy(policy);
      makeReady([own], new WorkBudget());
      return outlinePolicy(compiled, own);
    },
    inspect: (edits) => {
      if (!edits) return inspect(compiled);
      const { after, edited } = overlay(edits);
      return inspect(after, edited);
    },
    connections: (of) => markUnjudged(snapshot, listConnections(compiled, of)),
    podConnections: (source, destination) => {
      if (connectorOf !== compiled || !connector) [connectorOf, connector] = [compiled, podConnector(compiled)];
      return markUnjudged(snapshot, connector(source, destination));
    },
    totals: () => countPairs(compiled),
    namespaces: (visible) => graphNamespaces(compiled, visible),
  };
}
