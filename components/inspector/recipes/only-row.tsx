'use client';
import { useEffect, useMemo, useState } from 'react';
import type { NetworkPolicyPort, WorkloadId } from '#engine';
import { useProposals, useWorkbench } from '#store';
import { classNames } from '#ui';
import type { ProposedEffect } from '#workbench';
import type { LookedAt } from './recipe-list.tsx';
import { EffectCount, RecipeGlyph } from './recipe-row.tsx';

const NO_PORTS: readonly NetworkPolicyPort[] = [];
const FIELD =
  'mx-0.5 h-[19px] max-w-[150px] rounded-chip border border-line-2 bg-raised px-1 font-mono text-code text-text-1';

/** `Only catalog may reach it on TCP 3306`: who, and on which port, are chosen from the live cluster. */
export function OnlyRow({
  id,
  isLooked,
  onLook,
}: {
  id: WorkloadId;
  isLooked: boolean;
  onLook: (at: LookedAt) => void;
}) {
  const propose = useProposals();
  const workloads = useWorkbench((state) => state.reachability?.workloads);
  const own = workloads?.find((workload) => workload.id === id);
  const others = useMemo(() => sources(workloads ?? [], id), [workloads, id]);
  const [source, setSource] = useState('');
  const [port, setPort] = useState('0');
  const [effect, setEffect] = useState<ProposedEffect>();
  const declared = own?.ports ?? [];
  const chosen = port === 'any' ? undefined : declared[Number(port)];
  const ports = useMemo(() => (chosen ? [{ protocol: chosen.protocol, port: chosen.port }] : NO_PORTS), [chosen]);
  useEffect(() => {
    if (source === '') return;
    let isWanted = true;
    const wish = { source: { kind: 'workload', id: source }, destination: { kind: 'workload', id }, ports } as const;
    void propose({ of: 'connection', wish, choices: { keep: 'none' } }).then((answer) => {
      if (!isWanted || answer.of !== 'connection') return;
      setEffect(answer.effect);
      onLook({ key: 'only', policies: answer.proposal.policies, effect: answer.effect });
    });
    return () => {
      isWanted = false;
    };
  }, [source, ports, id, propose]);
  return (
    <div
      className={classNames(
        'flex w-full items-start gap-2.5 border-l-[3px] px-3 py-1.5',
        isLooked ? 'border-signal-ink bg-signal-wash' : 'border-transparent',
      )}
    >
      <RecipeGlyph of="ingress" />
      <span className="min-w-0 flex-1">
        <span className="block text-body text-text-1">
          Only
          <select
            aria-label="Who may reach it"
            value={source}
            onChange={(event) => setSource(event.target.value)}
            className={FIELD}
          >
            <option value="">choose</option>
            {others.map((other) => (
              <option key={other.id} value={other.id}>
                {other.name} in {other.namespace}
              </option>
            ))}
          </select>
          may reach it on
          <select
            aria-label="On which port"
            value={port}
            onChange={(event) => setPort(event.target.value)}
            className={FIELD}
          >
            {declared.map((one, index) => (
              <option key={`${one.protocol} ${one.port}`} value={String(index)}>
                {one.protocol} {one.port}
              </option>
            ))}
            <option value="any">any port</option>
          </select>
        </span>
        <span className="block truncate text-hint text-text-3">everyone else is shut out</span>
      </span>
      {effect && isLooked && <EffectCount effect={effect} nothing={false} />}
    </div>
  );
}

/** Those of its own namespace first. */
function sources<W extends { readonly id: string; readonly namespace: string; readonly hostNetwork: boolean }>(
  all: readonly W[],
  id: string,
) {
  const namespace = all.find((workload) => workload.id === id)?.namespace;
  const rank = (workload: W) => (workload.namespace === namespace ? 0 : 1);
  return all.filter((workload) => workload.id !== id && !workload.hostNetwork).toSorted((a, b) => rank(a) - rank(b));
}
