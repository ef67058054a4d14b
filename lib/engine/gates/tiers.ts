/**
 * Layers at one gate. Tiers are asked in order (cluster-wide admin tier, network policy, baseline tier); each may allow,
 * deny or pass on what came down to it, per port and peer; what no tier decides is allowed. A layer beside the tiers,
 * such as security groups, must allow as well.
 */

import { LAYERS, type LayerName } from '../model/layers.ts';
import { disjoint, type Factors, intersectTerms, type Pools, subtractTerms } from './terms.ts';

export interface LayerVerdict {
  readonly name: LayerName;
  readonly allows: Factors;
  /** `rest`: all that it does not allow; the tiers below are not asked. */
  readonly denies: Factors | 'rest';
}

/** What passes the gate, out of `everything`. */
export function evaluateLayers(verdicts: readonly LayerVerdict[], everything: Factors, pools: Pools): Factors {
  const [only] = verdicts;
  if (only === undefined) return everything;
  // As nearly always: one layer, which isolates.
  if (verdicts.length === 1 && only.denies === 'rest') return only.allows;
  const beside = verdicts.filter(({ name }) => LAYERS[name].place === 'beside');
  if (beside.length === 0) return evaluateTiers(verdicts, everything, pools);
  const tiers = verdicts.filter((verdict) => !beside.includes(verdict));
  return beside.reduce(
    (open, verdict) => intersectTerms(open, evaluateTiers([verdict], everything, pools), pools),
    evaluateTiers(tiers, everything, pools),
  );
}

function evaluateTiers(verdicts: readonly LayerVerdict[], everything: Factors, pools: Pools): Factors {
  if (verdicts.length === 0) return everything;
  let open = everything;
  let allowed: Factors = [];
  for (const { allows, denies } of verdicts) {
    const passed = open === everything ? allows : intersectTerms(open, allows, pools);
    allowed = allowed.length === 0 ? passed : disjoint([...allowed, ...passed], pools);
    if (denies === 'rest') return allowed;
    open = subtractTerms(subtractTerms(open, allows, pools), denies, pools);
  }
  return disjoint([...allowed, ...open], pools);
}
