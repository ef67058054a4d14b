/** Applies that were to take themselves back and did not: nobody may be at the screen, so it is said everywhere. */

import type { FailedUndo } from '#stream';

export interface FailedUndos {
  raise(failed: FailedUndo): void;
  /** It was taken back, or kept by somebody who knows. */
  clear(applyId: string): void;
  of(applyId: string): FailedUndo | undefined;
  all(): readonly FailedUndo[];
}

export interface FailedUndosOptions {
  readonly changed: () => void;
  /** Told once for each cause. */
  readonly shout: (message: string) => void;
}

export function failedUndos({ changed, shout }: FailedUndosOptions): FailedUndos {
  const failed = new Map<string, FailedUndo>();
  return {
    raise(undo) {
      const before = failed.get(undo.applyId);
      failed.set(undo.applyId, undo);
      if (before?.message === undo.message && before.triedAgain === undo.triedAgain) return;
      const next = undo.triedAgain ? 'It is tried again.' : 'It is not tried again.';
      const why = undo.message.replace(/[.\s]*$/, '.');
      shout(`The apply ${undo.applyId} of ${undo.policies.join(', ')} was not taken back: ${why} ${next}`);
      changed();
    },
    clear(applyId) {
      if (failed.delete(applyId)) changed();
    },
    of: (applyId) => failed.get(applyId),
    all: () => [...failed.values()],
  };
}
