/** Makes an engine for a snapshot: compiles it once, answers from what was compiled, keeps what was answered. */

import { type CompiledPolicy, compilePolicy } from './compile-policy.ts';
import { compile, refine } from './compiled.ts';
import { listConnections } from './connection-list.ts';
import { decide } from './decide.ts';
import { diffWorkloads } from './diff.ts';
import { PreviewedEffect, UNKNOWN_EFFECT } from './effect.ts';
import type { Engine } from './engine.ts';
import { findFindings } from './find-findings.ts';
import { fixOf } from './fix-of.ts';
import { graphNamespaces } from './namespace-graph.ts';
import { netEdits } from './net-edits.ts';
import type { Snapshot } from './objects.ts';
import { outlinePolicy } from './outline.ts';
import { canJudge, overlayEdits } from './overlay.ts';
import { Patience, Stopped } from './patience.ts';
import { peersOf } from './peers-of.ts';
import { preview } from './preview.ts';
import { KUBERNETES, type Profile } from './profile.ts';
import type { PolicyEdit } from './reachability-diff.ts';
import { countPairs } from './totals.ts';
import { reachWorkloads, type WorkloadLevel } from './workload-level.ts';
import { type NamedWorkloads, nameWorkloads } from './workloads.ts';

/** Words of sets of past drafts that may stay in memory, at least; then the snapshot is compiled anew, without them. */
const LEFT_OVER = 8_000_000;
/** So many times the words of the snapshot itself may stay: in large ones drafts are wide, and compiling takes long. */
const LEFT_OVER_TIMES = 10;

/** Never throws for what a policy holds: a part that cannot be judged matches nothing. */
export function createEngine(snapshot: Snapshot, profile: Profile = KUBERNETES): Engine {
  let compiled = compile(snapshot, profile);
  let words = compiled.universe.sets.words;
  let kept: WorkloadLevel | undefined;
  let named: NamedWorkloads | undefined;
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
  const makeReady = (drafted: readonly CompiledPolicy[], patience: Patience) => {
    const crowded = compiled.universe.sets.words > words + Math.max(LEFT_OVER, LEFT_OVER_TIMES * words);
    if (!crowded && canJudge(compiled, drafted)) return;
    compiled = refine(compiled, drafted, patience);
    words = compiled.universe.sets.words;
    kept = undefined;
    named = undefined;
  };
  const overlay = (edits: readonly PolicyEdit[], patience = new Patience()) => {
    const net = netEdits(edits);
    makeReady(
      [...net.values()].filter((policy) => policy !== undefined),
      patience,
    );
    return overlayEdits(compiled, net, patience);
  };
  return {
    snapshot,
    profile,
    reachability: () => level().reachability,
    peers: (workload) => peersOf(level(), workload),
    decide: (question) => decide(names(), question),
    fix: (question) => fixOf(names(), question),
    diff: (edits) => {
      const overlaid = overlay(edits);
      return diffWorkloads(level(), overlaid);
    },
    preview: (edits, goOn) => {
      const patience = new Patience(goOn);
      try {
        return new PreviewedEffect(preview(overlay(edits, patience), patience));
      } catch (cause) {
        if (cause instanceof Stopped) return UNKNOWN_EFFECT;
        throw cause;
      }
    },
    outline: (policy) => {
      const own = compilePolicy(policy);
      makeReady([own], new Patience());
      return outlinePolicy(compiled, own);
    },
    findings: (edits) => {
      if (!edits) return findFindings(compiled);
      const { after, edited } = overlay(edits);
      return findFindings(after, edited);
    },
    connections: (of) => listConnections(compiled, of),
    totals: () => countPairs(compiled),
    namespaces: (visible) => graphNamespaces(compiled, visible),
  };
}
