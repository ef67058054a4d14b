'use client';
import { useWorkbench } from '#store';
import { type Selection, unreadableNamespaces } from '#workbench';
import { GroupPanel } from '../levels/group-panel.tsx';
import { OUTSIDE } from '../words/outside-rules.ts';
import { ConnectionPanel } from './connection-panel.tsx';
import { NamespacePanel } from './namespace-panel.tsx';
import { OutsideConnectionPanel } from './outside-connection-panel.tsx';
import { OutsidePanel } from './outside-panel.tsx';
import { PolicyPanel } from './policy-panel.tsx';
import { UnreadablePanel } from './unreadable-panel.tsx';
import { WorkloadPanel } from './workload-panel.tsx';

/** The panel of whatever is selected. */
export function SelectionPanel({ selection }: { selection: Selection }) {
  switch (selection.type) {
    case 'workload':
      return selection.id === OUTSIDE ? <OutsidePanel /> : <WorkloadPanel id={selection.id} />;
    case 'edge':
      if (selection.source === OUTSIDE) {
        return <OutsideConnectionPanel id={selection.destination} direction="ingress" />;
      }
      if (selection.destination === OUTSIDE) {
        return <OutsideConnectionPanel id={selection.source} direction="egress" />;
      }
      return <ConnectionPanel source={selection.source} destination={selection.destination} />;
    case 'policy':
      return <PolicyPanel id={selection.id} />;
    case 'namespace':
      return <NamespaceOf name={selection.name} />;
    case 'group':
      return <GroupPanel id={selection.id} />;
  }
}

function NamespaceOf({ name }: { name: string }) {
  const hidden = useWorkbench((state) => unreadableNamespaces(state).find((one) => one.name === name));
  return hidden ? <UnreadablePanel namespace={hidden} /> : <NamespacePanel name={name} />;
}
