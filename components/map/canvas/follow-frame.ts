/** Tells a window that changed its size from a panel beside the map that opened or grew. */

export interface Frame {
  /** Whether what frames the map changed since this was asked last. */
  changed(): boolean;
}

export interface FrameFacts {
  readonly width: number;
  readonly height: number;
  readonly draftOpen: boolean;
}

export function followFrame(facts: () => FrameFacts): Frame {
  let known = '';
  return {
    changed() {
      const now = JSON.stringify(facts());
      const changed = now !== known;
      known = now;
      return changed;
    },
  };
}
