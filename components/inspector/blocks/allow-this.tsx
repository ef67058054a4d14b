'use client';
import { FilePenLine } from 'lucide-react';
import { type ConnectionChange, policyId } from '#engine';
import { Button, Icon, LongName } from '#ui';
import type { PairFix } from '#workbench';
import { Section } from '../panels/panel.tsx';
import { countedWords } from '../words/counted.ts';
import { portsWords } from '../words/fix-words.ts';
import { useDrafting } from '../words/use-drafting.ts';
import { usePanelReachability } from '../words/use-panel-state.ts';

const SHOWN = 6;

/** The narrowest policies that would admit it, and what else they would. Nothing is written but a draft. */
export function AllowThis({ fix }: { fix: PairFix }) {
  const { add } = useDrafting();
  const { policies, added, widened, removed } = fix;
  const rest = added.length - SHOWN;
  return (
    <Section title="Allow this" note={`adds ${countedWords(policies.length, 'policy', 'policies')}`}>
      <ul className="mb-2 text-list">
        {policies.map(({ metadata }) => (
          <li key={policyId({ metadata })} className="flex min-w-0 gap-1 py-0.5">
            <LongName text={metadata.name} className="font-mono text-code text-text-1" />
            <span className="shrink-0 text-text-3">in {metadata.namespace}</span>
          </li>
        ))}
      </ul>
      {added.length > 1 && (
        <ul className="mb-2 text-list text-text-2" aria-label="Connections it adds">
          {added.slice(0, SHOWN).map((change) => (
            <AddedRow key={`${change.source} ${change.destination}`} change={change} />
          ))}
          {rest > 0 && <li className="text-text-3">and {rest} more</li>}
        </ul>
      )}
      <div className="flex items-center gap-2.5">
        <Button look="signal" size="large" icon={<Icon of={FilePenLine} />} onClick={() => add(policies)}>
          Draft: allow {portsWords(policies)}
        </Button>
        <p className="text-list text-text-2 tabular">
          <b className="font-strong text-allowed">+{added.length}</b>{' '}
          {added.length === 1 ? 'connection' : 'connections'}
          {widened > 0 && `, wider ${widened}`}, removes {removed}
        </p>
      </div>
    </Section>
  );
}

function AddedRow({ change }: { change: ConnectionChange }) {
  const workloads = usePanelReachability()?.workloads;
  const nameOf = (id: string) => workloads?.find((workload) => workload.id === id)?.name ?? id;
  return (
    <li className="flex min-w-0 gap-1">
      <LongName text={nameOf(change.source)} />
      <span className="text-text-3">to</span>
      <LongName text={nameOf(change.destination)} />
    </li>
  );
}
