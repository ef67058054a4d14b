/** Previews that may still be applied: each once, within ten minutes, and only as it was shown. */

import { randomUUID } from 'node:crypto';
import type { Clock } from '../time/clock.ts';
import { sha256 } from './policy/policy-content.ts';
import type { PreparedWrite } from './preview/preview-write.ts';
import type { Whereabouts } from './whereabouts.ts';
import { WriteProblem } from './writer.ts';

export interface HeldPreview {
  readonly writes: readonly PreparedWrite[];
  /** The cluster that was asked, and whom it took us for. */
  readonly whereabouts: Whereabouts;
}

export interface HeldPreviews {
  hold(preview: HeldPreview): string;
  /** Throws a WriteProblem where it is not held, too old, or no more what was shown. */
  find(previewId: string): HeldPreview;
  /** It cannot be applied any more. */
  forget(previewId: string): void;
}

const LONGEST_MS = 10 * 60_000;
/** Beyond these the oldest go. */
const MOST = 100;

export function heldPreviews(clock: Clock): HeldPreviews {
  const held = new Map<string, HeldPreview & { readonly sha256: string; readonly madeAt: number }>();
  return {
    hold(preview) {
      const previewId = randomUUID();
      held.set(previewId, { ...preview, sha256: hashOf(preview), madeAt: clock.now() });
      const [oldest] = held.keys();
      if (held.size > MOST && oldest !== undefined) held.delete(oldest);
      return previewId;
    },
    find(previewId) {
      const preview = held.get(previewId);
      if (!preview) {
        throw new WriteProblem('preview-unknown', 409, 'This preview is not known or was used; preview again.');
      }
      if (clock.now() - preview.madeAt > LONGEST_MS) {
        throw new WriteProblem('preview-expired', 409, 'This preview is older than ten minutes; preview again.');
      }
      if (hashOf(preview) !== preview.sha256) {
        throw new WriteProblem('bad-request', 409, 'What would be sent is not what was previewed; preview again.');
      }
      return preview;
    },
    forget: (previewId) => held.delete(previewId),
  };
}

function hashOf({ writes }: HeldPreview): string {
  return sha256(
    writes.map(({ write, body, force, before }) => [
      write.action,
      write.id,
      body ?? null,
      force,
      before?.metadata.uid,
      before?.metadata.resourceVersion,
    ]),
  );
}
