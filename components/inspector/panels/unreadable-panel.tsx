'use client';
import { CircleQuestionMark, Copy, Lock, RefreshCw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { VerdictMark } from '#domain';
import { useIntents, useWorkbench } from '#store';
import type { Kind, UnreadableNamespace } from '#stream';
import { amount, Button, Chip, Icon, LongName } from '#ui';
import { type Certainty, certaintiesOf } from '#workbench';
import { FoldedList } from '../blocks/folded-list.tsx';
import { countedWords } from '../words/counted.ts';
import { roleFor } from '../words/role-for.ts';
import { usePanelReachability } from '../words/use-panel-state.ts';
import { Panel, PanelHeader, Section, Waiting } from './panel.tsx';

const ROWS_AT_ONCE = 8;

/** A namespace that may not be read: what it would take, what is certain all the same, and what nobody can tell. */
export function UnreadablePanel({ namespace }: { namespace: UnreadableNamespace }) {
  const { name, kinds } = namespace;
  const snapshot = useWorkbench((state) => state.snapshot);
  const reachability = usePanelReachability();
  const told = useMemo(() => certaintiesOf(name, { snapshot, reachability }), [name, snapshot, reachability]);
  return (
    <Panel label={`Namespace ${name}`} width="thing">
      <PanelHeader
        kicker="Namespace"
        title={<LongName text={name} />}
        actions={
          <Chip tone="unsure" look="wash" className="h-6 px-2 text-body font-strong">
            <Icon of={CircleQuestionMark} /> Unknown
          </Chip>
        }
      >
        <p className="text-list text-text-2">Your role cannot read it.</p>
      </PanelHeader>
      <Rights name={name} kinds={kinds} />
      {reachability ? <Told told={told} name={name} /> : <Waiting>Working out what is certain.</Waiting>}
      <KnownPairs />
    </Panel>
  );
}

function Rights({ name, kinds }: { name: string; kinds: readonly Kind[] }) {
  const { reconnect } = useIntents();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard
      .writeText(roleFor(name, kinds))
      .then(() => setCopied(true))
      .catch(() => setCopied(false));
  };
  return (
    <Section title="Rights it needs">
      <ul>
        {kinds.map((kind) => (
          <li key={kind} className="flex min-h-[22px] items-center gap-2 text-list">
            <Icon of={Lock} className="shrink-0 text-unknown" />
            <span className="flex-1 font-mono text-code">{kind}</span>
            <span className="text-text-2">list, watch</span>
          </li>
        ))}
      </ul>
      <div className="mt-1.5 flex items-center gap-2">
        <Button size="small" icon={<Icon of={Copy} />} onClick={copy} onBlur={() => setCopied(false)}>
          Copy Role
        </Button>
        <Button size="small" icon={<Icon of={RefreshCw} />} onClick={reconnect}>
          Check again
        </Button>
        {copied && (
          <span role="status" className="text-hint text-text-2">
            Copied
          </span>
        )}
      </div>
    </Section>
  );
}

function Told({ told, name }: { told: readonly Certainty[]; name: string }) {
  const certain = told.filter(({ admits }) => admits === 'no').sort(byName);
  const unknown = (direction: 'ingress' | 'egress') =>
    told.filter((one) => one.direction === direction && one.admits === 'unknown');
  const [out, into] = [unknown('egress'), unknown('ingress')];
  return (
    <>
      <Section title="Still certain" note={certain.length > 0 ? amount(certain.length) : undefined}>
        {certain.length === 0 && <p className="text-list text-text-3">Nothing: no policy that is read shuts it out.</p>}
        <ul>
          <FoldedList items={certain} limit={ROWS_AT_ONCE} noun="certain">
            {(one) => (
              <li
                key={`${one.direction} ${one.workload.id}`}
                className="flex min-h-[22px] items-center gap-2 text-list"
              >
                <VerdictMark kind="denied" />
                <Pair one={one} name={name} />
              </li>
            )}
          </FoldedList>
        </ul>
        {certain.length > 0 && (
          <p className="mt-1 text-list text-text-2">Their policies admit nobody there, whatever runs in it.</p>
        )}
      </Section>
      <Section title="Cannot tell">
        <Cannot words={`${countedWords(out.length, 'workload')} to ${name}`} show={out.length > 0} />
        <Cannot words={`${name} to ${countedWords(into.length, 'workload')}`} show={into.length > 0} />
        <p className="mt-1 text-list text-text-2">
          Nothing on the side that is read forbids it. Whether a policy there does is unknown.
        </p>
      </Section>
    </>
  );
}

/** `catalog` before `catalog-mysql`, as one reads. */
function byName(a: Certainty, b: Certainty): number {
  const [left, right] = [`${a.workload.namespace} ${a.workload.name}`, `${b.workload.namespace} ${b.workload.name}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

function Pair({ one: { workload, direction }, name }: { one: Certainty; name: string }) {
  const [from, to] = direction === 'ingress' ? [name, workload.name] : [workload.name, name];
  return (
    <span className="flex min-w-0 gap-1" title={workload.id}>
      <LongName text={from} /> <span className="text-text-3">to</span> <LongName text={to} />
    </span>
  );
}

function Cannot({ words, show }: { words: string; show: boolean }) {
  if (!show) return null;
  return (
    <p className="flex min-h-[22px] items-center gap-2 text-list">
      <VerdictMark kind="unknown" />
      <span className="min-w-0 break-words">{words}</span>
    </p>
  );
}

function KnownPairs() {
  const totals = usePanelReachability()?.totals;
  if (!totals) return null;
  const row = (word: string, count: number) => (
    <p className="tabular flex justify-between text-list">
      <span>{word}</span>
      <span>
        {amount(count)} of {amount(totals.pairs)}
      </span>
    </p>
  );
  return (
    <Section title="Counts" note="known pairs">
      {row('Allowed', totals.allowed)}
      {row('Denied', totals.denied)}
      <p className="mt-1 text-list text-text-2">A plus sign after a number means at least.</p>
    </Section>
  );
}
