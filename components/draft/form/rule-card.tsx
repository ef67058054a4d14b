'use client';
/** A rule: any one of its peers is enough, on its ports. */

import { Plus, TriangleAlert, X } from 'lucide-react';
import { useMemo } from 'react';
import { itemsOf, type RuleAt, type RuleForm, type TextNode } from '#manifest';
import { Button, Icon } from '#ui';
import { EverythingBar, TextWell } from './bars.tsx';
import { Explanation } from './explanation.tsx';
import { peerOffers, typedRange } from './form-choices.ts';
import { FormRow, RowEnd } from './form-row.tsx';
import { useForm } from './form-scope.ts';
import { OrTag } from './logic-tags.tsx';
import { PeerCard } from './peer-card.tsx';
import { PickList } from './pick-list.tsx';
import { PortsRow } from './ports-row.tsx';

export function RuleCard({ rule, at }: { rule: RuleForm | TextNode; at: RuleAt }) {
  const { act, hintAt, workloads, namespace, isOld } = useForm();
  const targets = useMemo(
    () => (at.direction === 'ingress' ? workloads.filter((workload) => workload.namespace === namespace) : workloads),
    [at.direction, workloads, namespace],
  );
  if (rule.kind === 'text') return <TextWell node={rule} />;
  const hint = hintAt(rule.place.line);
  const remove = () => act({ act: 'remove-rule', ...at });
  return (
    <div className="rounded-strip border border-line-2">
      <FormRow
        name={`Rule ${rule.index + 1}${rule.comment ? `, ${rule.comment}` : ''}`}
        place={rule.place}
        level={3}
        keys={{ Delete: remove, Backspace: remove }}
        className="border-b border-line-1"
        below={
          <Explanation
            words="Any one of its peers is enough, and only on its ports. A rule never denies: it only admits."
            hint={hint}
          />
        }
      >
        <span className="shrink-0 font-name text-text-1">Rule {rule.index + 1}</span>
        {rule.comment && (
          <span className="min-w-0 truncate font-mono text-code text-code-comment"># {rule.comment}</span>
        )}
        {hint && <RowEnd tone={hint.tone}>{hint.text}</RowEnd>}
        <button
          type="button"
          disabled={isOld}
          aria-label={`Take rule ${rule.index + 1} out`}
          title={`Take rule ${rule.index + 1} out`}
          onClick={remove}
          className={`flex size-5 shrink-0 items-center justify-center rounded-cell text-text-3 hover:text-text-1 ${hint ? '' : 'ml-auto'}`}
        >
          <Icon of={X} size={12} />
        </button>
      </FormRow>
      <Peers rule={rule} at={at} />
      <PortsRow ports={rule.ports} at={at} targets={targets} />
      {rule.others.map((other) => (
        <TextWell key={other.place.path} node={other} />
      ))}
    </div>
  );
}

function Peers({ rule, at }: { rule: RuleForm; at: RuleAt }) {
  const { peers } = rule;
  if (!('items' in peers)) return <TextWell node={peers} />;
  const items = itemsOf(peers);
  if (items.length === 0) return <Everyone rule={rule} at={at} />;
  return (
    <div className="relative px-2 py-1.5 pl-[22px]">
      {items.length > 1 && (
        <span aria-hidden className="absolute top-4 bottom-9 left-[9px] border-l-[1.5px] border-line-3" />
      )}
      {items.map((peer, index) => (
        <div key={peer.place.path}>
          {index > 0 && (
            <div className="-ml-[21px]">
              <OrTag words="any one is enough" />
            </div>
          )}
          <div className="relative">
            {items.length > 1 && (
              <span aria-hidden className="absolute top-3 -left-[13px] w-[13px] border-t-[1.5px] border-line-3" />
            )}
            <PeerCard peer={peer} at={{ ...at, peer: index }} count={items.length} />
          </div>
        </div>
      ))}
      <AddPeer at={at} words="peer" />
    </div>
  );
}

/** Absent and empty mean the same, and the trap is told where it is made. */
function Everyone({ rule, at }: { rule: RuleForm; at: RuleAt }) {
  const { act, isOld } = useForm();
  const field = at.direction === 'ingress' ? 'from' : 'to';
  const state = 'items' in rule.peers ? rule.peers.state : 'absent';
  const said =
    state === 'absent' ? `${field} is absent` : state === 'null' ? `${field} is null` : `${field} is an empty list`;
  return (
    <div className="flex flex-col gap-1 px-2 py-1.5">
      <FormRow
        name="Everyone: every pod of every namespace, and outside"
        place={undefined}
        level={4}
        className="flex-wrap gap-y-1 px-0"
      >
        <EverythingBar strong="Everyone:">every pod of every namespace, and outside</EverythingBar>
        <p className="flex items-start gap-1.5 px-1 text-hint text-text-2">
          <Icon of={TriangleAlert} size={12} className="mt-0.5 shrink-0 text-warning" />
          <span className="min-w-0 flex-1">
            {said}, so who {at.direction === 'ingress' ? 'comes' : 'is reached'} is not asked. To admit nobody, take the
            rule out.
          </span>
          <Button size="small" disabled={isOld} onClick={() => act({ act: 'remove-rule', ...at })}>
            Admit nobody
          </Button>
        </p>
      </FormRow>
      <AddPeer at={at} words="only these" />
    </div>
  );
}

function AddPeer({ at, words }: { at: RuleAt; words: string }) {
  const { act, isOld, workloads, namespaces, namespace } = useForm();
  const offers = useMemo(() => peerOffers(workloads, namespaces, namespace), [workloads, namespaces, namespace]);
  return (
    <FormRow name={`Add a peer to rule ${at.rule + 1}`} place={undefined} level={4} className="px-0">
      <PickList
        label={`Add a peer to rule ${at.rule + 1}`}
        offers={offers}
        typed={typedRange}
        placeholder="a workload, a namespace, or 10.0.0.0/8"
        onPick={(entry) => act({ act: 'add-peer', ...at, entry })}
        trigger={
          <button
            type="button"
            disabled={isOld}
            className="mt-1 flex h-[19px] items-center gap-1 rounded-chip px-1 text-hint text-text-3 hover:text-text-1"
          >
            <Icon of={Plus} size={11} /> {words}
          </button>
        }
      />
    </FormRow>
  );
}
