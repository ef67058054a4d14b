'use client';
/** On which ports a rule admits: by number, name or range; every port where none is written. */

import { Plus, X } from 'lucide-react';
import { useMemo } from 'react';
import type { NetworkPolicyPort, WorkloadReach } from '#engine';
import { itemsOf, type ListForm, type PortForm, type RuleAt, type TextNode } from '#manifest';
import { Icon } from '#ui';
import { TextWell } from './bars.tsx';
import { portOffers, typedPort } from './form-choices.ts';
import { FormRow } from './form-row.tsx';
import { useForm } from './form-scope.ts';
import { portWords } from './form-words.ts';
import { PickList } from './pick-list.tsx';

export interface PortsRowProps {
  ports: ListForm<PortForm> | TextNode;
  at: RuleAt;
  /** Whose ports the rule speaks of. */
  targets: readonly WorkloadReach[];
}

export function PortsRow({ ports, at, targets }: PortsRowProps) {
  const { act, isOld, form } = useForm();
  const offers = useMemo(() => portOffers(targets), [targets]);
  if (!('items' in ports)) return <TextWell node={ports} />;
  const items = itemsOf(ports);
  const none = items.length === 0;
  const words = none
    ? 'every port'
    : items.map((port) => (port.kind === 'text' ? 'as text' : portWords(port))).join(', ');
  const rule = itemsOf(form[at.direction].rules)[at.rule];
  return (
    <FormRow
      name={`On ports: ${words}`}
      place={ports.place ?? rule?.place}
      level={4}
      className="flex-wrap border-t border-line-1 rounded-none"
    >
      <span className="w-[68px] shrink-0 text-text-2">on ports</span>
      {none && (
        <span className="inline-flex h-[19px] items-center rounded-chip border border-dashed border-line-3 px-1.5 text-hint text-text-2">
          every port
        </span>
      )}
      {items.map((port, index) =>
        port.kind === 'text' ? (
          <TextWell key={port.place.path} node={port} level={5} />
        ) : (
          <PortChip
            key={port.place.path}
            port={port}
            offers={offers}
            onChange={(entry) => act({ act: 'replace-port', ...at, port: index, entry })}
            onRemove={() => act({ act: 'remove-port', ...at, port: index })}
          />
        ),
      )}
      <PickList
        label="Add a port"
        offers={offers}
        typed={typedPort}
        placeholder="8080, UDP 53, 9000-9100, http"
        onPick={(entry) => act({ act: 'add-port', ...at, entry })}
        trigger={
          <button
            type="button"
            disabled={isOld}
            aria-label="Add a port"
            title="Add a port"
            className="flex h-[19px] items-center gap-1 rounded-chip px-1 text-hint text-text-3 hover:text-text-1"
          >
            <Icon of={Plus} size={11} /> port
          </button>
        }
      />
    </FormRow>
  );
}

interface PortChipProps {
  port: PortForm;
  offers: ReturnType<typeof portOffers>;
  onChange: (entry: NetworkPolicyPort) => void;
  onRemove: () => void;
}

function PortChip({ port, offers, onChange, onRemove }: PortChipProps) {
  const { isOld } = useForm();
  const words = portWords(port);
  return (
    <span className="inline-flex items-center gap-1">
      <span className="inline-flex h-[19px] items-center rounded-chip border border-line-2 bg-raised font-mono text-code">
        <PickList
          label={`Change port ${words}`}
          offers={offers}
          typed={typedPort}
          initial={[port.protocol, words].filter(Boolean).join(' ')}
          placeholder="8080, UDP 53, 9000-9100, http"
          onPick={onChange}
          trigger={
            <button
              type="button"
              disabled={isOld}
              aria-label={`Change port ${words}`}
              className="rounded-chip pl-1.5 text-text-1"
            >
              {port.protocol && <span className="text-text-3">{port.protocol} </span>}
              {words}
            </button>
          }
        />
        <button
          type="button"
          disabled={isOld}
          aria-label={`Take out port ${words}`}
          onClick={onRemove}
          className="flex h-full items-center rounded-chip px-1 text-text-3 hover:text-text-1"
        >
          <Icon of={X} size={10} />
        </button>
      </span>
      {port.protocol === undefined && port.port !== undefined && (
        <span className="inline-flex h-[19px] items-center rounded-chip border border-dashed border-line-3 px-1.5 font-mono text-code text-text-3">
          TCP by default
        </span>
      )}
    </span>
  );
}
