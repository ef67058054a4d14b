/** Makes an engine for a snapshot: compiles it once, answers from what was compiled, keeps what was answered. */

import { applyEdits } from './apply-edits.ts';
import { compile } from './compiled.ts';
import { decide } from './decide.ts';
import { diffLevels } from './diff.ts';
import type { Engine } from './engine.ts';
import { policyId } from './network-policy.ts';
import type { Snapshot } from './objects.ts';
import { outlinePolicy } from './outline.ts';
import { peersOf } from './peers-of.ts';
import { KUBERNETES, type Profile } from './profile.ts';
import { reachWorkloads } from './reach-workloads.ts';

/** Never throws for what a policy holds: a part that cannot be judged matches nothing. */
export function createEngine(snapshot: Snapshot, profile: Profile = KUBERNETES): Engine {
  const compiled = compile(snapshot, profile);
  let kept: ReturnType<typeof reachWorkloads> | undefined;
  const level = () => {
    kept ??= reachWorkloads(compiled);
    return kept;
  };
  return {
    snapshot,
    profile,
    reachability: () => level().reachability,
    peers: (workload) => peersOf(level(), workload),
    decide: (question) => decide(level(), question),
    diff: (edits) => {
      const after = reachWorkloads(compile(applyEdits(snapshot, edits), profile));
      const edited = new Set(edits.map((edit) => (edit.action === 'put' ? policyId(edit.policy) : edit.id)));
      return diffLevels(level(), after, edited);
    },
    outline: (policy) => outlinePolicy(compiled, policy),
  };
}
