/** Previews that may still be applied: each once, within ten minutes, and only as it was shown. */

import { randomUUID } from 'node:crypto';
import type { Clock } from '../time/clock.ts';
import { sha256 } from './policy-content.ts';
import type { PreparedWrite } from './preview-write.ts';
import { WriteProblem } from './writer.ts';

export interface HeldPreview {
  readonly writes: readonly PreparedWrite[];
  /** Of the cluster that was asked. */
  readonly clusterUid: string | undefined;
  /** Its address. */
  readonly server: string;
  /** Whom it took us for, as far as it was known. */
  readonly user: string | undefined;
}

export interface HeldPreviews {
  hold(preview: HeldPreview): string;
  /** Lets go of it. Throws a WriteProblem where it is not held, too old, or no more what was shown. */
  take(previewId: string): HeldPreview;
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
    take(previewId) {
      const preview = held.get(previewId);
      held.delete(previewId);
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
