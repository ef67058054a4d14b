'use client';
import dynamic from 'next/dynamic';
import { useCallback, useState } from 'react';
import { Inspector } from '../components/inspector/index.ts';
import {
  Banners,
  Header,
  KeyHelp,
  LiveRegion,
  LoadingScreen,
  PageTitle,
  Rail,
  RightSide,
  StartScreen,
  ThemeSwitch,
  usePageState,
  useShellKeys,
} from '../components/shell/index.ts';
import { FaultBoundary } from '../components/ui/index.ts';
import { PlainEditor, useWorkbench, WorkbenchProvider } from '../components/workbench/index.ts';

/** The map draws on a canvas, so it is no part of the page's markup; it loads beside the first snapshot, not after. */
const loadMap = () => import('../components/map/index.ts').then((room) => room.MapRoom);
if (typeof window !== 'undefined') void loadMap().catch(() => undefined);
const MapRoom = dynamic(loadMap, { ssr: false });

/** Loaded when they are first opened. */
const FindingsScreen = dynamic(() => import('../components/findings/index.ts').then((room) => room.FindingsScreen), {
  ssr: false,
});
const HistoryRoom = dynamic(() => import('../components/history/index.ts').then((room) => room.HistoryRoom), {
  ssr: false,
});

/** Loaded when a draft is first opened, and the editor with it. */
const DraftPanel = dynamic(() => import('../components/draft/index.ts').then((room) => room.DraftPanel), {
  ssr: false,
});
const PolicyEditor = dynamic(() => import('../components/editor/index.ts').then((room) => room.PolicyEditor), {
  ssr: false,
  loading: PlainEditor,
});

/** Needed once something is drafted, and as long as the way back is open. */
const ReviewSheet = dynamic(() => import('../components/apply/index.ts').then((room) => room.ReviewSheet), {
  ssr: false,
});
const AppliedToast = dynamic(() => import('../components/apply/index.ts').then((room) => room.AppliedToast), {
  ssr: false,
});

/** Composes the rooms. No logic of its own: each reads the workbench and acts by its intents. */
export function Studio() {
  return (
    <WorkbenchProvider>
      <Frame />
    </WorkbenchProvider>
  );
}

function Frame() {
  const page = usePageState();
  const [help, setHelp] = useState(false);
  useShellKeys(useCallback(() => setHelp(true), []));
  return (
    <div className="flex h-dvh min-w-[960px] flex-col">
      <Header end={page === 'no-cluster' && <ThemeSwitch />} />
      <div className="flex min-h-0 flex-1">
        {page === 'no-cluster' ? (
          <StartScreen />
        ) : (
          <>
            <Rail onKeys={() => setHelp(true)} />
            <div className="flex min-w-0 flex-1 flex-col">
              <Banners />
              {page === 'loading' ? <LoadingScreen /> : <Room />}
            </div>
          </>
        )}
      </div>
      <PageTitle />
      <LiveRegion />
      <KeyHelp open={help} onOpenChange={setHelp} />
    </div>
  );
}

/** The map stays where it was once it was seen; the other rooms come and go. */
function Rooms() {
  const room = useWorkbench((state) => state.room);
  const [hasMap, setHasMap] = useState(room === 'map');
  if (room === 'map' && !hasMap) setHasMap(true);
  return (
    <>
      {hasMap && (
        <FaultBoundary name="The map">
          <MapRoom away={room !== 'map'} />
        </FaultBoundary>
      )}
      {room === 'findings' && (
        <FaultBoundary name="The list of findings">
          <FindingsScreen />
        </FaultBoundary>
      )}
      {room === 'history' && (
        <FaultBoundary name="The history">
          <HistoryRoom />
        </FaultBoundary>
      )}
    </>
  );
}

function Room() {
  const room = useWorkbench((state) => state.room);
  const writing = useWorkbench((state) => state.draft.edits.length > 0 || state.apply.stage !== 'idle');
  return (
    <div className="flex min-h-0 flex-1">
      <main className="relative flex min-w-0 flex-1">
        <Rooms />
        {writing && <AppliedToast />}
      </main>
      <RightSide
        atRest={room === 'map'}
        inspector={<Inspector />}
        draft={
          <FaultBoundary name="The draft">
            <DraftPanel editor={(onHandle) => <PolicyEditor onHandle={onHandle} />} />
          </FaultBoundary>
        }
      />
      {writing && (
        <FaultBoundary name="The review">
          <ReviewSheet />
        </FaultBoundary>
      )}
    </div>
  );
}
