'use client';
import dynamic from 'next/dynamic';
import { type ComponentType, type ReactNode, useCallback, useEffect, useState } from 'react';
import { Inspector } from '../../components/inspector/index.ts';
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
} from '../../components/shell/index.ts';
import { PlainEditor, type Screen, useScreen, useWorkbench, WorkbenchProvider } from '../../components/store/index.ts';
import { FaultBoundary } from '../../components/ui/index.ts';

/** The map draws on a canvas, so it is no part of the page's markup; it loads beside the first snapshot, not after. */
const loadMap = () => import('../../components/map/index.ts').then((module) => module.MapScreen);
if (typeof window !== 'undefined') void loadMap().catch(() => undefined);
const MapScreen = dynamic(loadMap, { ssr: false });
const Minimap = dynamic(() => import('../../components/map/index.ts').then((module) => module.Minimap), { ssr: false });

const loadFindings = () => import('../../components/findings/index.ts').then((module) => module.FindingsScreen);
const loadHistory = () => import('../../components/history/index.ts').then((module) => module.HistoryScreen);

/** What stands in the main part while the map is not in front. */
const SCREENS: Readonly<Record<Exclude<Screen, 'map'>, { name: string; Screen: ComponentType }>> = {
  findings: { name: 'The list of findings', Screen: dynamic(loadFindings, { ssr: false }) },
  history: { name: 'The history', Screen: dynamic(loadHistory, { ssr: false }) },
};

/** Once the map stands: a screen must open also when our server has gone meanwhile. */
const LOAD_SCREENS_AFTER_MS = 3000;

function useScreensLoadedAhead(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const load of [loadFindings, loadHistory]) void load().catch(() => undefined);
    }, LOAD_SCREENS_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
}

/** Loaded when a draft is first opened, and the editor with it. */
const DraftPanel = dynamic(() => import('../../components/draft/index.ts').then((module) => module.DraftPanel), {
  ssr: false,
});
const DraftNotice = dynamic(() => import('../../components/draft/index.ts').then((module) => module.DraftNoticeBar), {
  ssr: false,
});
const PolicyEditor = dynamic(() => import('../../components/editor/index.ts').then((module) => module.PolicyEditor), {
  ssr: false,
  loading: PlainEditor,
});

/** Needed once something is drafted, and as long as the way back is open. */
const ReviewSheet = dynamic(() => import('../../components/apply/index.ts').then((module) => module.ReviewSheet), {
  ssr: false,
});
const AppliedToast = dynamic(() => import('../../components/apply/index.ts').then((module) => module.AppliedToast), {
  ssr: false,
});

/**
 * What every screen shares: the state of the page, header, rail and right side, and the map, which stays mounted while
 * another screen is in front. The screens are drawn here and not by their routes, so that each opens without asking our
 * server. No logic of its own: each part reads the workbench and acts by its intents.
 */
export default function StudioLayout({ children }: { children: ReactNode }) {
  return (
    <WorkbenchProvider>
      <Frame />
      {children}
    </WorkbenchProvider>
  );
}

function Frame() {
  const page = usePageState();
  const [help, setHelp] = useState(false);
  useShellKeys(useCallback(() => setHelp(true), []));
  useScreensLoadedAhead();
  return (
    <div className="flex h-dvh min-w-[320px] flex-col">
      <Header end={page === 'no-cluster' && <ThemeSwitch />} />
      <div className="flex min-h-0 flex-1">
        {page === 'no-cluster' ? (
          <StartScreen />
        ) : (
          <>
            <Rail onKeys={() => setHelp(true)} />
            <div className="flex min-w-0 flex-1 flex-col">
              <Banners />
              {page === 'loading' ? <LoadingScreen /> : <Ready />}
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

function KeptMap() {
  const inFront = useScreen() === 'map';
  const [wasSeen, setWasSeen] = useState(inFront);
  if (inFront && !wasSeen) setWasSeen(true);
  if (!wasSeen) return null;
  return (
    <FaultBoundary name="The map">
      <MapScreen away={!inFront} />
    </FaultBoundary>
  );
}

/** The map keeps its places and its camera once it was seen; the other screens come and go. */
function ScreenInFront() {
  const screen = useScreen();
  if (screen === 'map') return null;
  const { name, Screen } = SCREENS[screen];
  return (
    <FaultBoundary key={screen} name={name}>
      <Screen />
    </FaultBoundary>
  );
}

function Ready() {
  const atRest = useScreen() === 'map';
  const writing = useWorkbench((state) => state.draft.edits.length > 0 || state.apply.stage !== 'idle');
  const noticed = useWorkbench((state) => state.notice !== undefined);
  return (
    <div className="relative flex min-h-0 flex-1">
      <main className="relative flex min-w-0 flex-1">
        <KeptMap />
        <ScreenInFront />
        {writing && <AppliedToast />}
        {noticed && <DraftNotice />}
      </main>
      <RightSide
        atRest={atRest}
        inspector={<Inspector />}
        foot={atRest && <Minimap />}
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
