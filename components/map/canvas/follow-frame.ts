/** Tells a panel beside the map that opened or grew for a selection from everything else that changes the map's size. */

export type Cause = 'panel' | 'frame';

export interface FrameFacts {
  readonly width: number;
  readonly height: number;
  readonly draftOpen: boolean;
  readonly selection: unknown;
}

export interface Frame {
  /** Why the map has another size than when this was asked last. */
  cause(): Cause;
}

export function followFrame(facts: () => FrameFacts): Frame {
  let known: FrameFacts | undefined;
  return {
    cause() {
      const before = known;
      const now = facts();
      known = now;
      if (before === undefined || before.selection === now.selection) return 'frame';
      const sameFrame =
        before.width === now.width && before.height === now.height && before.draftOpen === now.draftOpen;
      return sameFrame ? 'panel' : 'frame';
    },
  };
}
