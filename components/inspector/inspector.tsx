'use client';
import dynamic from 'next/dynamic';
import { useEffect } from 'react';
import { useWorkbench } from '#store';
import { FaultBoundary } from '#ui';
import { ClusterPanel } from './panels/cluster-panel.tsx';
import { Panel, Waiting } from './panels/panel.tsx';

/** Nothing is selected when the page opens, so that its panels need not be there before the map. */
const loadThing = () => import('./panels/selection-panel.tsx').then((module) => module.SelectionPanel);
const SelectionPanel = dynamic(loadThing, {
  ssr: false,
  loading: () => <Opening />,
});

/** As wide as the panel to come: the map beside it is fitted once. */
function Opening() {
  const type = useWorkbench((state) => state.selection?.type);
  return (
    <Panel label="Selection" width={type === 'edge' ? 'connection' : type === 'policy' ? 'policy' : 'thing'}>
      <Waiting>Opening.</Waiting>
    </Panel>
  );
}

/** Once the map stands: a thing must open at once, also when our server has gone meanwhile. */
const EARLY_MS = 2000;

/** Shows what is selected; with nothing selected, the cluster. A fault in one panel goes when another is asked for. */
export function Inspector() {
  const selection = useWorkbench((state) => state.selection);
  useEffect(() => {
    const early = setTimeout(() => void loadThing().catch(() => undefined), EARLY_MS);
    return () => clearTimeout(early);
  }, []);
  return (
    <FaultBoundary key={JSON.stringify(selection ?? {})} name="This panel">
      {selection ? <SelectionPanel selection={selection} /> : <ClusterPanel />}
    </FaultBoundary>
  );
}
