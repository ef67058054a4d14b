'use client';
import { CircleQuestionMark } from 'lucide-react';
import { otherPolicyKinds, type Reachability } from '#engine';
import { useWorkbench } from '#store';
import { type Health, isOfAws, KINDS, MAP_KINDS, type ScreenSnapshot, watchedKind } from '#stream';
import { amount, Icon } from '#ui';
import { unreadableNamespaces } from '#workbench';
import { Section } from '../panels/panel.tsx';
import { usePanelReachability } from '../words/use-panel-state.ts';

/** The limits of what is shown, in the same place always. */
export function UnknownBlock() {
  const snapshot = useWorkbench((state) => state.snapshot);
  const reachability = usePanelReachability();
  const health = useWorkbench((state) => state.health);
  if (!snapshot) return null;
  return (
    <Section
      last
      title={
        <>
          <Icon of={CircleQuestionMark} className="shrink-0 text-unknown" />
          What this map cannot know
        </>
      }
    >
      <p className="text-list text-text-2">{unknownSentences(snapshot, reachability, health).join(' ')}</p>
    </Section>
  );
}

function unknownSentences(snapshot: ScreenSnapshot, reachability?: Reachability, health?: Health): string[] {
  const beyond = isAws(snapshot) ? 'Security groups: no AWS access.' : 'Firewalls outside the cluster are not read.';
  const pairs = outsidePairs(reachability);
  const hidden = unreadableNamespaces({ snapshot }).map(({ name }) => name);
  const without = KINDS.filter(
    (kind) => watchedKind(kind).neededFor === 'details' && health?.kinds[kind].state === 'forbidden',
  ).map((kind) => watchedKind(kind).words);
  const forbidden = MAP_KINDS.filter((kind) => health?.kinds[kind].state === 'forbidden').map(
    (kind) => watchedKind(kind).words,
  );
  return [
    ...(snapshot.incomplete?.includes('pods') ? ['Pods are still being read: a plus sign means at least.'] : []),
    ...(hidden.length > 0 ? [`Namespaces not readable: ${hidden.join(', ')}. A plus sign means at least.`] : []),
    ...(without.length > 0 ? [`Not readable: ${without.join(', ')}. Findings on them are left out.`] : []),
    ...(forbidden.length > 0 ? [`Not readable: ${forbidden.join(', ')}.`] : []),
    pairs > 0 ? `${beyond} ${amount(pairs)} pairs with the internet are unknown.` : beyond,
    ...(snapshot.otherPolicies.length > 0
      ? [`Policies of other kinds are not judged: ${otherPolicyKinds(snapshot.otherPolicies)}.`]
      : []),
    ...(snapshot.cluster.mode === 'files'
      ? ['These are files: there is no live state behind them.']
      : ['Observed traffic: flow logs are not connected.']),
    ...(snapshot.enforcement.state === 'unknown' ? ['Whether policies are enforced is not known.'] : []),
  ];
}

/** Gates that network policy leaves open to the outside: what lies beyond decides, and is not read. */
function outsidePairs(reachability: Reachability | undefined): number {
  const judged = reachability?.workloads.filter((workload) => !workload.hostNetwork) ?? [];
  return judged.flatMap(({ ingress, egress }) => [ingress, egress]).filter((gate) => gate.outside !== 'denied').length;
}

/** Security groups exist where AWS does. */
export function isAws({ cluster, enforcement }: ScreenSnapshot): boolean {
  return cluster.region !== undefined || isOfAws(enforcement);
}
