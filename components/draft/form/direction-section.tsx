'use client';
/** Ingress or egress: whether it is isolated, by which rules it lets through, and what stands for nothing and everything. */

import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { GateGlyph } from '#domain';
import type { WorkloadReach } from '#engine';
import { type DirectionForm, itemsOf } from '#manifest';
import { useProposals, useWorkbench } from '#store';
import { Button, Icon } from '#ui';
import { NothingBar, TextWell } from './bars.tsx';
import { Explanation } from './explanation.tsx';
import { peerOffers, typedRange } from './form-choices.ts';
import { FormRow, RowEnd } from './form-row.tsx';
import { useForm } from './form-scope.ts';
import { OrTag } from './logic-tags.tsx';
import { PickList } from './pick-list.tsx';
import { RuleCard } from './rule-card.tsx';

const NAMES = { ingress: 'Ingress', egress: 'Egress' } as const;

export function DirectionSection({
  section,
  subjects,
}: {
  section: DirectionForm;
  subjects: readonly WorkloadReach[];
}) {
  const { direction, isolates, rules } = section;
  const { act, hintAt, isOld } = useForm();
  const place = rules.place;
  const hint = hintAt(place?.line);
  const words = isolates
    ? direction === 'ingress'
      ? 'isolated: nobody may come in, except'
      : 'isolated: it may reach nobody, except'
    : 'not in this policy: open';
  const count = subjects.length === 1 ? `${subjects[0]?.[direction].peers ?? 0}` : `${subjects.length}`;
  const items = itemsOf(rules);
  return (
    <section className="border-t border-line-1 px-3.5 py-2">
      <FormRow
        name={`${NAMES[direction]}: ${words}`}
        place={place}
        level={1}
        below={
          <Explanation
            words={
              isolates
                ? `The pods are isolated for ${direction}: what no rule admits is shut.`
                : `This policy says nothing of ${direction}.`
            }
            hint={hint}
          />
        }
      >
        <GateGlyph
          direction={direction}
          isolated={isolates ? 'yes' : 'no'}
          count={count}
          tone={isolates ? 'rule' : 'open'}
          size="small"
        />
        <span className="font-name text-text-1">{NAMES[direction]}</span>
        <span className="min-w-0 truncate text-text-2">{words}</span>
        {isolates && <Movement subjects={subjects} direction={direction} />}
        {!isolates && (
          <Button size="small" className="ml-auto" disabled={isOld} onClick={() => act({ act: 'isolate', direction })}>
            Isolate {direction}
          </Button>
        )}
      </FormRow>
      {!('items' in rules) && <TextWell node={rules} />}
      {isolates && 'items' in rules && items.length === 0 && <Nobody section={section} />}
      {items.length > 0 && (
        <div className="mt-1 flex flex-col gap-0">
          {items.map((rule, index) => (
            <div key={rule.place.path}>
              {index > 0 && <OrTag />}
              <RuleCard rule={rule} at={{ direction, rule: index }} />
            </div>
          ))}
        </div>
      )}
      {(isolates || items.length > 0) && 'items' in rules && <AddRule section={section} />}
    </section>
  );
}

/** `9 to 2`: how many pass the gate now, and with the draft. */
function Movement({
  subjects,
  direction,
}: {
  subjects: readonly WorkloadReach[];
  direction: DirectionForm['direction'];
}) {
  const before = useWorkbench(({ reachability }) => reachability?.workloads.find(({ id }) => id === subjects[0]?.id));
  const [only] = subjects;
  if (subjects.length !== 1 || !only || !before) return null;
  const [now, then] = [before[direction].peers, only[direction].peers];
  if (now === then) return <RowEnd>{then} as now</RowEnd>;
  return (
    <RowEnd tone={then < now ? 'removes' : 'plain'}>
      {now} to {then}
    </RowEnd>
  );
}

function Nobody({ section }: { section: DirectionForm }) {
  const { act, isOld } = useForm();
  const { direction } = section;
  const propose = useProposals();
  const dns = direction === 'egress';
  const allowDns = async () => {
    const answer = await propose({ of: 'dns' });
    if (answer.of === 'dns') act({ act: 'add-rule', direction, rule: answer.rule });
  };
  return (
    <FormRow
      name={dns ? 'Nobody: not even DNS' : 'Nobody: no pod, and nothing from outside'}
      place={undefined}
      level={2}
      className="px-0"
    >
      <NothingBar
        strong="Nobody:"
        end={
          dns && (
            <Button size="small" disabled={isOld} onClick={() => void allowDns()}>
              Allow DNS
            </Button>
          )
        }
      >
        {dns ? 'not even DNS' : 'no pod, and nothing from outside'}
      </NothingBar>
    </FormRow>
  );
}

function AddRule({ section }: { section: DirectionForm }) {
  const { act, isOld, workloads, namespaces, namespace } = useForm();
  const { direction } = section;
  const offers = useMemo(() => peerOffers(workloads, namespaces, namespace), [workloads, namespaces, namespace]);
  const field = direction === 'ingress' ? 'from' : 'to';
  return (
    <FormRow
      name={`Add a rule to ${direction}`}
      place={undefined}
      level={2}
      className="mt-1 px-0 text-hint text-text-3"
    >
      <PickList
        label={`Add a rule to ${direction}`}
        offers={offers}
        typed={typedRange}
        placeholder="a workload, a namespace, or 10.0.0.0/8"
        onPick={(entry) => act({ act: 'add-rule', direction, rule: { [field]: [entry] } })}
        trigger={
          <button
            type="button"
            disabled={isOld}
            className="flex h-[19px] items-center gap-1 rounded-chip px-1 text-hint text-text-2 hover:text-text-1"
          >
            <Icon of={Plus} size={11} /> rule
          </button>
        }
      />
      <span className="ml-auto">no rule: nobody · an empty rule: everybody</span>
    </FormRow>
  );
}
