/** Which texts an act takes out of the draft, and why. Only typing and small corrections leave nothing behind. */

import { type DraftSet, type Edit, hasOwnText, isMostlyTaken, type LeftBecause, type LeftText } from '#draft';
import type { ScreenSnapshot } from '#stream';
import type { Ports } from '../state/ports.ts';
import type { WorkbenchState } from '../state/state.ts';
import { storedVersion } from './writes.ts';

export type DraftAct = LeftBecause | 'typed';

/** What stood in the draft before and does not after. */
export function leftBy(
  act: DraftAct,
  after: DraftSet,
  { draft: before, bin, snapshot }: Pick<WorkbenchState, 'draft' | 'bin' | 'snapshot'>,
  ports: Ports,
): readonly LeftText[] {
  const at = ports.wallClock();
  return before.edits.flatMap((edit): readonly LeftText[] => {
    const now = after.edits.find(({ key }) => key === edit.key);
    if (now === edit || !isWorthKeeping(edit, snapshot)) return [];
    if (!now) return [{ edit, because: act === 'typed' ? 'discarded' : act, at }];
    const because = now.action === 'delete' ? 'deletion' : 'replaced';
    const isGone = now.action === 'delete' || (act === 'replaced' && now.text !== edit.text);
    if (!isGone && !isMostlyTaken(edit.text, now.text)) return [];
    // Undo and redo of a large change must not fill the bin with the same two texts.
    const same = bin.find((left) => left.edit.text === edit.text && left.because === because);
    return [{ edit: { ...edit, key: same?.edit.key ?? ports.newKey() }, because, at }];
  });
}

/** What was begun and left alone can be begun again; so can a stored policy, as long as it is stored as it was. */
function isWorthKeeping(edit: Edit, snapshot: ScreenSnapshot | undefined): boolean {
  if (hasOwnText(edit)) return true;
  if (edit.action === 'delete' || edit.text.trim() === '' || !edit.baseId) return false;
  const stored = snapshot && storedVersion(snapshot, edit.baseId);
  return stored?.resourceVersion !== edit.base?.resourceVersion;
}
