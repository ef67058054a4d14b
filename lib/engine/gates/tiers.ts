/**
 * The ladder of layers at one gate. Layers are asked in order (cluster-wide admin tier, network policy, baseline tier);
 * each may allow, deny or leave open what came down to it, per port and peer; what no layer decides is allowed.
 *
 * Only network policy stands on the ladder now. A further tier is one more verdict in the list handed to `evaluateTiers`; a
 * layer that judges beside the ladder, such as security groups, is a second pair of gates whose answer is met with this.
 */

import { disjoint, type Factors, intersectTerms, type Pools, subtractTerms } from './terms.ts';

export interface LayerVerdict {
  readonly layer: 'admin' | 'network-policy' | 'baseline';
  readonly allows: Factors;
  /** `rest`: all that it does not allow; the layers below are not asked. */
  readonly denies: Factors | 'rest';
}

/** What passes the gate, out of `everything`. */
export function evaluateTiers(verdicts: readonly LayerVerdict[], everything: Factors, pools: Pools): Factors {
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
