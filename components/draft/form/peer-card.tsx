'use client';
/** One peer: what it asks for must all match, which a bracket joins; each peer is enough by itself. */

import { X } from 'lucide-react';
import { useMemo } from 'react';
import type { NetworkPolicyPeer } from '#engine';
import type { PeerAt, PeerForm, PodsPeerForm, RangePeerForm, SelectorForm, TextNode } from '#manifest';
import { Button, Icon } from '#ui';
import { TextWell } from './bars.tsx';
import { Explanation } from './explanation.tsx';
import { labelOffers, METADATA_NAME, type Offer, typedRange } from './form-choices.ts';
import { FormRow, RowEnd } from './form-row.tsx';
import { useForm } from './form-scope.ts';
import { peerWords, selectorWords } from './form-words.ts';
import { AndTag } from './logic-tags.tsx';
import { PickList } from './pick-list.tsx';
import { SelectorChips } from './selector-chips.tsx';

export interface PeerCardProps {
  peer: PeerForm;
  at: PeerAt;
  /** Which of how many. */
  count: number;
}

export function PeerCard({ peer, at, count }: PeerCardProps) {
  const { act, hintAt } = useForm();
  const remove = () => act({ act: 'remove-peer', ...at });
  if (peer.kind === 'text') return <TextWell node={peer} />;
  const hint = hintAt(peer.place.line);
  return (
    <div
      className={`relative rounded-strip border bg-raised ${hint?.tone === 'warning' ? 'border-warning' : 'border-line-2'}`}
    >
      {peer.kind === 'range' ? (
        <RangeRows peer={peer} at={at} onRemove={remove} />
      ) : (
        <PodRows peer={peer} at={at} count={count} onRemove={remove} />
      )}
      {peer.others.map((other) => (
        <TextWell key={other.place.path} node={other} />
      ))}
    </div>
  );
}

function isWritten(selector: SelectorForm | TextNode): boolean {
  return selector.kind === 'text' || (selector.state !== 'absent' && selector.state !== 'null');
}

function PodRows({
  peer,
  at,
  count,
  onRemove,
}: {
  peer: PodsPeerForm;
  at: PeerAt;
  count: number;
  onRemove: () => void;
}) {
  const { act, hintAt, workloads, namespaces, namespace } = useForm();
  const both = isWritten(peer.namespaces) && isWritten(peer.pods);
  const inScope = useMemo(() => workloadsIn(peer, workloads, namespace), [peer, workloads, namespace]);
  const podOffers = useMemo(() => labelOffers(inScope), [inScope]);
  const spaceOffers = useMemo(() => namespaceOffers(namespaces), [namespaces]);
  const place = peerWords(peer, namespace);
  const which = `Peer ${at.peer + 1} of ${count}${at.peer > 0 ? ', or' : ''}`;
  const keys = {
    Delete: onRemove,
    Backspace: onRemove,
    A: () =>
      act({ act: 'set-selector', at: { ...at, of: isWritten(peer.pods) ? 'namespaces' : 'pods' }, selector: {} }),
  };
  const end = hintAt(peer.place.line);
  return (
    <div className="relative py-0.5 pr-1 pl-3">
      {both && (
        <span
          aria-hidden
          className="absolute top-[11px] bottom-[11px] left-1 w-[5px] border-y-2 border-l-2 border-text-2"
        />
      )}
      {isWritten(peer.namespaces) && (
        <FormRow
          name={`${which}. Namespaces: ${selectorWords(peer.namespaces)}`}
          place={peer.namespaces.place ?? peer.place}
          level={4}
          keys={keys}
          below={<Explanation words={place} hint={end} />}
        >
          <RowName>namespace</RowName>
          <SelectorChips
            selector={peer.namespaces}
            at={{ ...at, of: 'namespaces' }}
            offers={spaceOffers}
            everything={<Every words="every namespace" />}
          />
          {!isWritten(peer.pods) && <End hint={end} onRemove={onRemove} />}
        </FormRow>
      )}
      {both && <AndTag />}
      {isWritten(peer.pods) && (
        <FormRow
          name={`${which}. ${both ? 'And pods' : 'Pods'}: ${selectorWords(peer.pods)}`}
          place={peer.pods.place ?? peer.place}
          level={4}
          keys={keys}
          below={
            <Explanation words={place} hint={end}>
              {both && (
                <span className="flex items-center gap-2">
                  <Button size="small" onClick={() => act({ act: 'part-peer', ...at })}>
                    Part by OR
                  </Button>
                  <span className="text-text-3">either would then be enough: wider</span>
                </span>
              )}
            </Explanation>
          }
        >
          <RowName>pods</RowName>
          <SelectorChips
            selector={peer.pods}
            at={{ ...at, of: 'pods' }}
            offers={podOffers}
            everything={<Every words={isWritten(peer.namespaces) ? 'every pod there' : `every pod of ${namespace}`} />}
          />
          <End hint={end} onRemove={onRemove} />
        </FormRow>
      )}
    </div>
  );
}

function End({
  hint,
  onRemove,
}: {
  hint: { text: string; tone: 'plain' | 'removes' | 'warning' } | undefined;
  onRemove: () => void;
}) {
  return (
    <>
      {hint && <RowEnd tone={hint.tone}>{hint.text}</RowEnd>}
      <Remove label="Take this peer out" onClick={onRemove} pushed={!hint} />
    </>
  );
}

function Remove({ label, onClick, pushed }: { label: string; onClick: () => void; pushed: boolean }) {
  const { isOld } = useForm();
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={isOld}
      onClick={onClick}
      className={`flex size-5 shrink-0 items-center justify-center rounded-cell text-text-3 hover:text-text-1 ${pushed ? 'ml-auto' : ''}`}
    >
      <Icon of={X} size={12} />
    </button>
  );
}

function RowName({ children }: { children: string }) {
  return <span className="w-[62px] shrink-0 text-list text-text-2">{children}</span>;
}

function Every({ words }: { words: string }) {
  return (
    <span className="inline-flex h-[19px] items-center rounded-chip border border-open bg-open-wash px-1.5 text-hint text-text-1">
      {words}
    </span>
  );
}

function RangeRows({ peer, at, onRemove }: { peer: RangePeerForm; at: PeerAt; onRemove: () => void }) {
  const { act } = useForm();
  const write = (cidr: string, except: readonly string[]) => {
    const entry: NetworkPolicyPeer = { ipBlock: { cidr, ...(except.length > 0 && { except }) } };
    act({ act: 'replace-peer', ...at, entry });
  };
  const except = peer.except.map(({ cidr }) => cidr);
  return (
    <div className="px-1.5 py-0.5">
      <FormRow
        name={`Peer ${at.peer + 1}: addresses ${peer.cidr}${except.length > 0 ? `, but not ${except.join(', ')}` : ''}`}
        place={peer.place}
        level={4}
        keys={{ Delete: onRemove, Backspace: onRemove }}
        below={
          <Explanation words="Addresses, mostly outside the cluster. Who they are cannot be told." hint={undefined} />
        }
      >
        <RowName>range</RowName>
        <RangeChip cidr={peer.cidr} onChange={(cidr) => write(cidr, except)} />
        <Remove label="Take this range out" onClick={onRemove} pushed />
      </FormRow>
      <FormRow
        name={`But not: ${except.join(', ') || 'nothing'}`}
        place={undefined}
        level={5}
        className="flex-wrap gap-1"
      >
        <RowName>but not</RowName>
        {except.map((cidr, index) => (
          <span key={cidr} className="inline-flex items-center">
            <RangeChip cidr={cidr} onChange={(next) => write(peer.cidr, except.with(index, next))} />
            <Remove
              label={`Take ${cidr} out`}
              onClick={() => write(peer.cidr, except.toSpliced(index, 1))}
              pushed={false}
            />
          </span>
        ))}
        <RangeChip cidr="" words="+ range" onChange={(cidr) => write(peer.cidr, [...except, cidr])} />
      </FormRow>
    </div>
  );
}

const NO_RANGES: readonly Offer<string>[] = [];

function RangeChip({
  cidr,
  words = cidr,
  onChange,
}: {
  cidr: string;
  words?: string;
  onChange: (cidr: string) => void;
}) {
  const { isOld } = useForm();
  return (
    <PickList
      label={cidr === '' ? 'Add a range' : `Change ${cidr}`}
      offers={NO_RANGES}
      typed={(text) => typedRange(text)?.ipBlock?.cidr}
      initial={cidr}
      placeholder="10.0.0.0/8"
      onPick={onChange}
      trigger={
        <button
          type="button"
          disabled={isOld}
          className={
            cidr === ''
              ? 'rounded-chip px-1 text-hint text-text-3 hover:text-text-1'
              : 'h-[19px] rounded-chip border border-line-2 bg-raised px-1.5 font-mono text-code text-code-value'
          }
        >
          {words}
        </button>
      }
    />
  );
}

function workloadsIn(peer: PodsPeerForm, workloads: ReturnType<typeof useForm>['workloads'], home: string) {
  if (!isWritten(peer.namespaces)) return workloads.filter(({ namespace }) => namespace === home);
  if (peer.namespaces.kind === 'text') return workloads;
  const named = peer.namespaces.requirements.find((part) => part.kind === 'requirement' && part.key === METADATA_NAME);
  return named?.kind === 'requirement'
    ? workloads.filter(({ namespace }) => named.values.includes(namespace))
    : workloads;
}

function namespaceOffers(namespaces: readonly string[]) {
  return namespaces.map((name) => ({
    key: name,
    words: name,
    detail: 'namespace',
    pods: 0,
    value: { key: METADATA_NAME, operator: '=' as const, values: [name] },
  }));
}
