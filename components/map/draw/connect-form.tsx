'use client';
import { useMemo, useState } from 'react';
import { EffectSentence } from '#domain';
import type { DrawnEnd, SelectorChoice } from '#draft';
import { type ContainerPort, labelName, type NetworkPolicyPort, workloadName } from '#engine';
import { useIntents, useWorkbench } from '#store';
import { Button, Kbd, RadioRow } from '#ui';
import { endName } from './drawn-ends.ts';
import { PortChoice, typedPort } from './port-choice.tsx';
import { SideLine } from './side-line.tsx';
import { useConnection } from './use-connection.ts';

export type Keep = 'all' | 'none';

/** On which ports, at which ends a rule is needed, what of the others, and how narrowly both ends are named. */
export function ConnectForm({ source, destination }: { source: DrawnEnd; destination: DrawnEnd }) {
  const { takePolicies, endDrawing, select } = useIntents();
  const workloads = useWorkbench((state) => state.reachability?.workloads);
  const declared = useMemo(() => portsOf(destination, workloads ?? []), [destination, workloads]);
  const [port, setPort] = useState<string>(declared[0] ? keyOf(declared[0]) : 'any');
  const [keep, setKeep] = useState<Keep>('all');
  const [chosen, setChosen] = useState({ source: 0, destination: 0 });
  const ports = useMemo<readonly NetworkPolicyPort[]>(() => portsFor(port, declared), [port, declared]);
  const answer = useConnection({ source, destination, ports }, { ...chosen, keep });
  const policies = answer?.proposal.policies ?? [];
  const take = () => {
    if (policies.length > 0) {
      select(undefined);
      void takePolicies(policies);
    }
    endDrawing();
  };
  const sides = answer?.proposal.sides;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <div className="grid grid-cols-[minmax(0,312px)_minmax(0,1fr)] gap-4 px-3.5 py-2.5">
        <div className="flex flex-col gap-2">
          <PortChoice declared={declared} value={port} onChange={setPort} of={endName(destination)} />
          {sides && (
            <SideLine
              number={1}
              words={`Leaving ${endName(source)}`}
              side={sides.egress}
              keep={keep}
              onKeep={setKeep}
              removes={answer.effect.removed}
              from={endName(source)}
            />
          )}
          {sides && (
            <SideLine
              number={2}
              words={`Entering ${endName(destination)}`}
              side={sides.ingress}
              keep={keep}
              onKeep={setKeep}
              removes={answer.effect.removed}
              from={endName(source)}
            />
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-2">
          <Selectors
            title={`Who is ${endName(source)}`}
            choices={answer?.proposal.selectors.source ?? []}
            value={chosen.source}
            onChange={(at) => setChosen({ ...chosen, source: at })}
          />
          <Selectors
            title={`Who is ${endName(destination)}`}
            choices={answer?.proposal.selectors.destination ?? []}
            value={chosen.destination}
            onChange={(at) => setChosen({ ...chosen, destination: at })}
          />
        </div>
      </div>
      <div className="flex items-center gap-3 border-t border-line-1 px-3.5 py-2.5">
        <div className="min-w-0 flex-1 border-l-2 border-signal-ink pl-2.5" aria-live="polite">
          {answer === undefined ? (
            <p className="text-list text-text-3">counting</p>
          ) : policies.length === 0 ? (
            <p className="text-list text-text-2">Already allowed: nothing has to be written.</p>
          ) : (
            <EffectSentence effect={answer.effect.words} className="text-list" />
          )}
        </div>
        <Button type="submit" look="signal" size="large" disabled={answer === undefined}>
          {answer !== undefined && policies.length === 0 ? 'Close' : 'Add to draft'} <Kbd>↵</Kbd>
        </Button>
      </div>
    </form>
  );
}

function Selectors(props: {
  title: string;
  choices: readonly SelectorChoice[];
  value: number;
  onChange: (at: number) => void;
}) {
  const { title, choices, value, onChange } = props;
  return (
    <fieldset className="min-w-0">
      <legend className="flex w-full items-baseline gap-2 pb-1 text-list">
        <span className="min-w-0 flex-1 truncate font-name text-text-1">{title}</span>
        <span className="text-hint text-text-3">narrowest first</span>
      </legend>
      {choices.map((choice, at) => (
        <RadioRow
          key={selectorWords(choice)}
          name={title}
          words={selectorWords(choice)}
          mono
          end={alsoWords(choice, at)}
          checked={at === value}
          onChange={() => onChange(at)}
        />
      ))}
    </fieldset>
  );
}

function selectorWords({ selector, namespace, cidr }: SelectorChoice): string {
  if (cidr !== undefined) return cidr;
  const labels = Object.entries(selector?.matchLabels ?? {}).map(([key, own]) => `${labelName(key)}=${own}`);
  if (labels.length === 0) return namespace === undefined ? 'every pod' : `every pod in ${namespace}`;
  return namespace === undefined ? `${labels.join(', ')} anywhere` : labels.join(', ');
}

function alsoWords({ also, cidr }: SelectorChoice, at: number): string {
  if (cidr !== undefined) return 'outside: cannot tell';
  if (also.length === 0) return at === 0 ? 'it only' : 'it only, today';
  const names = also.slice(0, 3).map(workloadName);
  return also.length > 3 ? `also ${names.join(', ')} and ${also.length - 3} more` : `also ${names.join(', ')}`;
}

function portsOf(
  end: DrawnEnd,
  workloads: readonly { id: string; namespace: string; ports: readonly ContainerPort[] }[],
) {
  if (end.kind === 'range') return [];
  const own = workloads.filter(({ id, namespace }) =>
    end.kind === 'workload' ? id === end.id : namespace === end.name,
  );
  return [...new Map(own.flatMap(({ ports }) => ports.map((port) => [keyOf(port), port] as const))).values()];
}

const keyOf = ({ protocol, port }: ContainerPort): string => `${protocol} ${port}`;

function portsFor(value: string, declared: readonly ContainerPort[]): readonly NetworkPolicyPort[] {
  if (value === 'any') return [];
  const known = declared.find((port) => keyOf(port) === value);
  if (known) return [{ protocol: known.protocol, port: known.port }];
  const typed = typedPort(value);
  return typed ? [typed] : [];
}
