'use client';
import { useWorkbench } from '#hooks';
import { ClusterPanel } from './cluster-panel.tsx';
import { ConnectionPanel } from './connection-panel.tsx';
import { NamespacePanel } from './namespace-panel.tsx';
import { PolicyPanel } from './policy-panel.tsx';
import { WorkloadPanel } from './workload-panel.tsx';

/** Shows what is selected; with nothing selected, the cluster. */
export function Inspector() {
  const selection = useWorkbench((state) => state.selection);
  switch (selection?.type) {
    case 'workload':
      return <WorkloadPanel key={selection.id} id={selection.id} />;
    case 'edge':
      return <ConnectionPanel source={selection.source} destination={selection.destination} />;
    case 'policy':
      return <PolicyPanel key={selection.id} id={selection.id} />;
    case 'namespace':
      return <NamespacePanel key={selection.name} name={selection.name} />;
    default:
      return <ClusterPanel />;
  }
}
