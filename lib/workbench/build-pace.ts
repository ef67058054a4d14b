/**
 * When the engine is built anew while changes keep coming: once for all that wait, and not before the page has painted
 * the answer before. So nothing queues up between cluster and screen, however slow either end is.
 */

export interface BuildPace {
  /** Builds once, behind the messages that wait already. */
  ask(build: () => void): void;
  /** An answer left for the page: the next build waits until it is painted. */
  answered(): void;
  painted(): void;
}

/** `behind` does it once the messages that wait have been taken. */
export function buildPace(behind: (act: () => void) => void): BuildPace {
  let wanted: (() => void) | undefined;
  let isOnItsWay = false;
  let isPainted = true;
  const go = () => {
    if (!wanted || !isPainted || isOnItsWay) return;
    isOnItsWay = true;
    behind(() => {
      isOnItsWay = false;
      if (!isPainted) return;
      const build = wanted;
      wanted = undefined;
      build?.();
    });
  };
  return {
    ask(build) {
      wanted = build;
      go();
    },
    answered() {
      isPainted = false;
    },
    painted() {
      isPainted = true;
      go();
    },
  };
}

/** For who wants each answer before the call ends. */
export const AT_ONCE: Pick<BuildPace, 'ask'> = { ask: (build) => build() };
