/** The engine of the cluster as it would be with the draft: made when it is first asked, and kept while it is true. */

import { createEngine, type Engine, type PolicyEdit } from '#engine';
import { sameJson } from '#stream';
import { withEdits } from './view/with-edits.ts';

export type DraftedEngine = (engine: Engine, edits: readonly PolicyEdit[]) => Engine;

export function keepDraftedEngine(): DraftedEngine {
  let kept: { live: Engine; edits: readonly PolicyEdit[]; drafted: Engine } | undefined;
  return (live, edits) => {
    // Most keys change a text and not what it means.
    if (kept?.live !== live || !sameJson(kept.edits, edits)) {
      const policies = withEdits(live.snapshot.policies, edits);
      kept = { live, edits, drafted: createEngine({ ...live.snapshot, policies }, live.profile) };
    }
    return kept.drafted;
  };
}
