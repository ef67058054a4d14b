'use client';
/** The only place where React meets the store: starts worker and stream, and hands both down by context. */

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createWorkbench, type Intents, type Workbench, type WorkbenchState } from '#workbench';
import { type AnalystWorker, startAnalystWorker } from './analyst-worker.ts';
import { draftStorage } from './draft-storage.ts';
import { openStream, type StreamClient } from './stream-client.ts';
import { followUrl } from './url-state.ts';
import { writeClient } from './write-client.ts';

const WorkbenchContext = createContext<Workbench | undefined>(undefined);

export function WorkbenchProvider({ children }: { children: ReactNode }) {
  const [session] = useState(createSession);
  useEffect(() => session.start(), [session]);
  return <WorkbenchContext value={session.workbench}>{children}</WorkbenchContext>;
}

export function useWorkbench<Selected>(select: (state: WorkbenchState) => Selected): Selected {
  return useStore(useContextWorkbench().store, select);
}

export function useIntents(): Intents {
  return useContextWorkbench().intents;
}

/** For what must run outside rendering: the map patches its canvas straight from the store. */
export function useWorkbenchStore(): Workbench['store'] {
  return useContextWorkbench().store;
}

function useContextWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (!workbench) throw new Error('useWorkbench outside of WorkbenchProvider');
  return workbench;
}

/** Worker and stream start in an effect and not on render: React may render twice, and the server renders too. */
function createSession() {
  let worker: AnalystWorker | undefined;
  let stream: StreamClient | undefined;
  let turn = 0;
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
    after: (milliseconds, act) => {
      const timer = setTimeout(act, milliseconds);
      return () => clearTimeout(timer);
    },
    newKey: () => crypto.randomUUID(),
    nextTurn: () => ++turn,
  });
  const start = () => {
    worker = startAnalystWorker(workbench.receiveAnalyst, (message) =>
      workbench.receiveAnalyst({ type: 'fault', message }),
    );
    stream = openStream(workbench.receiveStream, workbench.setLink);
    const unfollow = followUrl(workbench);
    // Once the map stands: a policy must open at once, also when our server has gone meanwhile.
    const early = setTimeout(() => void import('#manifest').catch(() => undefined), 3000);
    return () => {
      clearTimeout(early);
      unfollow();
      stream?.stop();
      worker?.stop();
    };
  };
  return { workbench, start };
}
