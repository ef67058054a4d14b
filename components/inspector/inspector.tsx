'use client';
import { useWorkbench } from '#hooks';
import { FaultBoundary } from '#ui';
import { type Selection, unreadableNamespaces } from '#workbench';
import { ClusterPanel } from './cluster-panel.tsx';
import { ConnectionPanel } from './connection-panel.tsx';
import { NamespacePanel } from './namespace-panel.tsx';
import { PolicyPanel } from './policy-panel.tsx';
import { UnreadablePanel } from './unreadable-panel.tsx';
import { WorkloadPanel } from './workload-panel.tsx';

/** Shows what is selected; with nothing selected, the cluster. A fault in one panel goes when another is asked for. */
export function Inspector() {
  const selection = useWorkbench((state) => state.selection);
  return (
    <FaultBoundary key={JSON.stringify(selection ?? {})} name="This panel">
      <PanelOf selection={selection} />
    </FaultBoundary>
  );
}

function NamespaceOf({ name }: { name: string }) {
  const hidden = useWorkbench((state) => unreadableNamespaces(state).find((one) => one.name === name));
  return hidden ? <UnreadablePanel namespace={hidden} /> : <NamespacePanel name={name} />;
}

function PanelOf({ selection }: { selection: Selection | undefined }) {
  switch (selection?.type) {
    case 'workload':
      return <WorkloadPanel id={selection.id} />;
    case 'edge':
      return <ConnectionPanel source={selection.source} destination={selection.destination} />;
    case 'policy':
      return <PolicyPanel id={selection.id} />;
    case 'namespace':
      return <NamespaceOf name={selection.name} />;
    default:
      return <ClusterPanel />;
  }
}
