'use client';
/** The only place where React meets the store: starts worker and stream, and hands both down by context. */

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createWorkbench, type FromAnalyst, type Intents, type Workbench, type WorkbenchState } from '#workbench';
import { afterPaint } from './after-paint.ts';
import { type AnalystWorker, startAnalystWorker } from './analyst-worker.ts';
import { draftStorage, followLeaving, followOtherTabs } from './draft-storage.ts';
import { signInFromAddress } from './session-key.ts';
import { type ShownState, shownState } from './shown-state.ts';
import { openStream, type StreamClient } from './stream-client.ts';
import { followUrl } from './url-state.ts';
import { writeClient } from './write-client.ts';

interface Session {
  readonly workbench: Workbench;
  readonly shown: ShownState;
}

const WorkbenchContext = createContext<Session | undefined>(undefined);

export function WorkbenchProvider({ children }: { children: ReactNode }) {
  const [session] = useState(createSession);
  useEffect(() => session.start(), [session]);
  return <WorkbenchContext value={session}>{children}</WorkbenchContext>;
}

export function useWorkbench<Selected>(select: (state: WorkbenchState) => Selected): Selected {
  return useStore(useSession().shown.store, select);
}

export function useIntents(): Intents {
  return useSession().workbench.intents;
}

/** For what must run outside rendering: the map patches its canvas straight from the store. */
export function useWorkbenchStore(): Workbench['store'] {
  return useSession().workbench.store;
}

/** For the list of words that the editor opens: the analyst knows the cluster. */
export function useCompletions(): Workbench['complete'] {
  return useSession().workbench.complete;
}

/** For what is only proposed: the analyst works it out on top of the draft. */
export function useProposals(): Workbench['propose'] {
  return useSession().workbench.propose;
}

/** For typing in the editor: panels show what it changes once the map is painted. */
export function useQuietly(): ShownState['quietly'] {
  return useSession().shown.quietly;
}

function useSession(): Session {
  const session = useContext(WorkbenchContext);
  if (!session) throw new Error('useWorkbench outside of WorkbenchProvider');
  return session;
}

/** Worker and stream start in an effect and not on render: React may render twice, and the server renders too. */
function createSession() {
  let worker: AnalystWorker | undefined;
  let stream: StreamClient | undefined;
  let turn = 0;
  const after = (milliseconds: number, act: () => void) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  };
  const workbench = createWorkbench({
    postToAnalyst: (message) => worker?.post(message),
    writes: {
      ...writeClient,
      retry: () => {
        stream?.reconnect();
        return writeClient.retry();
      },
    },
    storage: draftStorage,
    now: () => performance.now(),
    wallClock: () => Date.now(),
    after,
    newKey: () => crypto.randomUUID(),
    nextTurn: () => ++turn,
  });
  const shown = shownState(workbench.store, { afterPaint, after });
  const receive = (message: FromAnalyst) => {
    if (message.type === 'reading') shown.quietly(() => workbench.receiveAnalyst(message));
    else workbench.receiveAnalyst(message);
  };
  const start = () => {
    signInFromAddress();
    worker = startAnalystWorker(receive, (message) => receive({ type: 'fault', message }));
    stream = openStream(workbench.receiveStream, workbench.setLink);
    const unfollow = [followUrl(workbench), followOtherTabs(workbench.receiveStorage), followLeaving(workbench.flush)];
    // Once the map stands: a policy must open at once, also when our server has gone meanwhile.
    const early = setTimeout(() => void import('#manifest').catch(() => undefined), 3000);
    return () => {
      clearTimeout(early);
      for (const stop of unfollow) stop();
      stream?.stop();
      worker?.stop();
    };
  };
  return { workbench, shown, start };
}
