/** The pairs of one state of the cluster, folded once: live, or with the draft, which is patched from the live one. */

import type { NetworkPolicy, PolicyEdit, PolicyId, Reachability, ReachabilityDiff } from '#engine';
import { type Census, census, foldPairs, type PairFold, patchFold, policiesOpenToAll } from '#graph';
import type { WorkbenchState } from '../state/state.ts';
import { withEdits } from '../view/with-edits.ts';

type Facts = Pick<WorkbenchState, 'reachability' | 'snapshot'> & Partial<Pick<WorkbenchState, 'reading'>>;

const folds = new WeakMap<
  Reachability,
  { readonly names: object; readonly open: ReadonlySet<PolicyId>; readonly fold: PairFold }
>();
const patched = new WeakMap<ReachabilityDiff, PairFold>();
const openIn = new WeakMap<readonly NetworkPolicy[], ReadonlySet<PolicyId>>();

const NO_POLICIES: readonly NetworkPolicy[] = [];
const NO_NAMES: readonly { readonly name: string }[] = [];

/** `after`: with the draft; as `live` while there is none with a meaning. */
export function foldOf(state: Facts, of: 'live' | 'after'): PairFold {
  const { reachability = NOTHING, snapshot } = state;
  const names = snapshot?.namespaces ?? NO_NAMES;
  const policies = snapshot?.policies ?? NO_POLICIES;
  const diff = state.reading?.diff;
  if (of === 'after' && diff !== undefined) return foldAfter(diff, names, policies, state.reading?.policyEdits ?? []);
  return foldOnce(reachability, names, openToAll(policies));
}

const NOTHING: Reachability = {
  workloads: [],
  byRule: [],
  totals: { pairs: 0, allowed: 0, byRule: 0, open: 0, denied: 0 },
};

function openToAll(policies: readonly NetworkPolicy[]): ReadonlySet<PolicyId> {
  const known = openIn.get(policies) ?? policiesOpenToAll(policies);
  openIn.set(policies, known);
  return known;
}

function foldOnce(
  reachability: Reachability,
  names: readonly { readonly name: string }[],
  open: ReadonlySet<PolicyId>,
): PairFold {
  const known = folds.get(reachability);
  if (known?.names === names && known.open === open) return known.fold;
  const fold = foldPairs(censusOf(reachability, names, open), reachability.byRule);
  folds.set(reachability, { names, open, fold });
  return fold;
}

function foldAfter(
  diff: ReachabilityDiff,
  names: readonly { readonly name: string }[],
  policies: readonly NetworkPolicy[],
  edits: readonly PolicyEdit[],
): PairFold {
  const known = patched.get(diff);
  if (known) return known;
  const before = foldOnce(diff.before, names, openToAll(policies));
  const fold = patchFold(before, censusOf(diff.after, names, policiesOpenToAll(withEdits(policies, edits))), diff);
  patched.set(diff, fold);
  return fold;
}

function censusOf(
  reachability: Reachability,
  names: readonly { readonly name: string }[],
  open: ReadonlySet<PolicyId>,
): Census {
  return census(
    reachability,
    names.map(({ name }) => name),
    open,
  );
}
