'use client';
import { CircleQuestionMark, FileWarning, Lock, OctagonAlert, RefreshCw, ShieldOff, Undo2, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { counted, listed } from '#engine';
import { useIntents, useWorkbench } from '#store';
import { MAP_KINDS, WORKLOAD_KINDS, watchedKind } from '#stream';
import { Age, Banner, Button, ForeignText, Icon, useNow } from '#ui';
import { isStale, liveState } from './header/live-state.ts';
import { otherPoliciesList, otherPoliciesTitle } from './other-policies-words.ts';

/** States of the whole page. Nothing here while all is well. */
export function Banners() {
  return (
    <section aria-label="State of the view">
      <LinkBanner />
      <FailedUndoBanner />
      <FaultBanner />
      <ForbiddenBanner />
      <UnreadWorkloadsBanner />
      <OtherPoliciesBanner />
      <EnforcementBanner />
      <FilesBanner />
    </section>
  );
}

function LinkBanner() {
  const link = useWorkbench((state) => state.link);
  const health = useWorkbench((state) => state.health);
  if (link.state === 'signed-out') {
    return (
      <Banner tone="warning" icon={<Icon of={Lock} size={16} />} title="You are signed out.">
        Open the address printed in the terminal once more. Your draft is kept in this browser.
      </Banner>
    );
  }
  if (!isStale(link, health)) return null;
  const { since } = liveState(link, health);
  const own = link.state === 'lost';
  const error = MAP_KINDS.map((kind) => health?.kinds[kind].error).find((words) => words !== undefined);
  return (
    <Banner
      tone="warning"
      icon={<Icon of={Unplug} size={16} />}
      title={<Lost own={own} since={since} />}
      action={<TryNow />}
    >
      {since !== undefined && `Everything below is as of ${timeOfDay(since)}. `}
      Applying is off until the view is live again. {!own && error && <ForeignText text={error} />}
    </Banner>
  );
}

/** Nobody may have been here when it was to take itself back. */
function FailedUndoBanner() {
  const failed = useWorkbench((state) => state.session?.failedUndos?.[0]);
  const others = useWorkbench((state) => (state.session?.failedUndos?.length ?? 1) - 1);
  if (!failed) return null;
  return (
    <Banner
      tone="bad"
      icon={<Icon of={Undo2} size={16} />}
      title={`What was applied to ${failed.policies.join(', ')} was not taken back.`}
    >
      {failed.message} {failed.triedAgain ? 'It is tried again by itself.' : 'It is not tried again.'}
      {others > 0 && ` So it is with ${counted(others, 'other apply').replace('applys', 'applies')}.`} See History.
    </Banner>
  );
}

function Lost({ own, since }: { own: boolean; since: number | undefined }): ReactNode {
  const words = own ? 'Netpol Studio itself does not answer' : 'Connection to the cluster lost';
  return since === undefined ? `${words}.` : <Age since={since} before={`${words}, last heard `} after=" ago." />;
}

/** Wall-clock time of a reading of `performance.now()`. */
function timeOfDay(reading: number): string {
  return new Date(performance.timeOrigin + reading).toLocaleTimeString('en-GB');
}

export function TryNow({ look }: { look?: 'plain' | 'signal' }) {
  const { reconnect } = useIntents();
  return (
    <>
      <NextTry />
      <Button look={look ?? 'plain'} icon={<Icon of={RefreshCw} />} onClick={reconnect}>
        Try now
      </Button>
    </>
  );
}

function NextTry() {
  const retryInMs = useWorkbench((state) => state.health?.retryInMs);
  const healthAt = useWorkbench((state) => state.link.healthAt);
  const now = useNow();
  if (retryInMs === undefined || healthAt === undefined) return null;
  const left = Math.ceil((retryInMs - (now - healthAt)) / 1000);
  return <span className="tabular">{left > 0 ? `Next try in ${left} s` : 'Trying'}</span>;
}

function FaultBanner() {
  const fault = useWorkbench((state) => state.fault);
  if (!fault) return null;
  return (
    <Banner
      tone="bad"
      icon={<Icon of={OctagonAlert} size={16} />}
      title="The engine stopped."
      action={<Button onClick={() => location.reload()}>Reload</Button>}
    >
      What is shown may be old. Your draft is kept. <ForeignText text={fault} />
    </Banner>
  );
}

function ForbiddenBanner() {
  const health = useWorkbench((state) => state.health);
  const kinds = MAP_KINDS.filter((kind) => health?.kinds[kind].state === 'forbidden');
  if (!health || kinds.length === 0) return null;
  return (
    <Banner
      tone="unsure"
      icon={<Icon of={CircleQuestionMark} size={16} />}
      title={`Your role cannot list ${kinds.map((kind) => watchedKind(kind).words).join(' and ')}.`}
    >
      What rests on them is unknown, not absent. It needs the verbs list and watch.
    </Banner>
  );
}

/** A workload without a pod is known from its own kind alone. */
function UnreadWorkloadsBanner() {
  const health = useWorkbench((state) => state.health);
  const kinds = WORKLOAD_KINDS.filter((kind) => health?.kinds[kind].state === 'forbidden');
  if (!health || kinds.length === 0) return null;
  return (
    <Banner
      tone="unsure"
      icon={<Icon of={CircleQuestionMark} size={16} />}
      title={`Your role cannot list ${listed(kinds.map((kind) => watchedKind(kind).words))}.`}
    >
      Those without a pod are missing on the map. It needs the verbs list and watch.
    </Banner>
  );
}

/** What was not judged must not look like an answer anywhere on the page. */
function OtherPoliciesBanner() {
  const policies = useWorkbench((state) => state.snapshot?.otherPolicies);
  const health = useWorkbench((state) => state.health?.kinds.otherpolicies);
  if (policies && policies.length > 0) {
    return (
      <Banner tone="unsure" icon={<Icon of={CircleQuestionMark} size={16} />} title={otherPoliciesTitle(policies)}>
        What they may change is shown as unknown. <ForeignText text={otherPoliciesList(policies)} />
      </Banner>
    );
  }
  if (health?.state !== 'forbidden') return null;
  return (
    <Banner
      tone="unsure"
      icon={<Icon of={CircleQuestionMark} size={16} />}
      title="The cluster does not say which kinds of policy it has."
    >
      Verdicts are those of network policies alone. {health.error && <ForeignText text={health.error} />}
    </Banner>
  );
}

/** What of the files is not on the map, as it was said on standard error; and that there is nothing, where so. */
function FilesBanner() {
  const cluster = useWorkbench((state) => state.snapshot?.cluster);
  const isEmpty = useWorkbench((state) => state.reachability?.workloads.length === 0);
  if (cluster?.mode !== 'files') return null;
  const lines = (cluster.passedOver ?? []).map(({ source, message }) => `${source}: ${message}`);
  if (lines.length === 0 && !isEmpty) return null;
  const notShown = `${counted(lines.length, 'part')} of the files ${lines.length === 1 ? 'is' : 'are'} not shown as written.`;
  return (
    <Banner
      tone="warning"
      icon={<Icon of={FileWarning} size={16} />}
      title={isEmpty ? 'There is no workload in the files.' : notShown}
    >
      {lines.length > 0 && (
        <details open={isEmpty}>
          <summary className="cursor-pointer">{isEmpty ? 'Why' : 'Which'}</summary>
          <ul className="max-h-40 overflow-y-auto">
            {lines.map((line) => (
              <li key={line}>
                <ForeignText text={line} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Banner>
  );
}

function EnforcementBanner() {
  const enforcement = useWorkbench((state) => state.snapshot?.enforcement);
  // Only where it is certain: an agent that is not ready just now is no reason to say so.
  if (enforcement?.state !== 'not-enforced') return null;
  return (
    <Banner tone="bad" icon={<Icon of={ShieldOff} size={16} />} title="Policies on this cluster are not enforced.">
      The map shows what they say; today every pair can connect. <ForeignText text={enforcement.because} />
    </Banner>
  );
}
