'use client';
import type { Direction, WorkloadReach } from '#engine';
import { useIntents, useWorkbench } from '#store';
import { amount, classNames } from '#ui';
import { areLowerBounds } from '#workbench';
import { Section } from '../panels/panel.tsx';

/** As many squares as can be told apart on one or two lines; beyond that, numbers. */
const SQUARES = 60;

/** Which workloads are closed, one square each, by namespace and name. */
export function IsolationBlock({ workloads }: { workloads: readonly WorkloadReach[] }) {
  const judged = workloads.filter((workload) => !workload.hostNetwork);
  if (judged.length === 0) return null;
  return (
    <Section title="Isolation" note="workloads a policy closes">
      <Row direction="ingress" word="Ingress" workloads={judged} />
      <Row direction="egress" word="Egress" workloads={judged} />
    </Section>
  );
}

function Row({ direction, word, workloads }: { direction: Direction; word: string; workloads: WorkloadReach[] }) {
  const lowerBounds = useWorkbench(areLowerBounds);
  const closed = workloads.filter((workload) => workload[direction].isolated !== 'no').length;
  return (
    <div className="flex min-h-[22px] items-center gap-2 py-1 text-body">
      <span className="w-12 shrink-0 text-list">{word}</span>
      <span className="min-w-0 flex-1">
        {workloads.length <= SQUARES && <Squares direction={direction} workloads={workloads} />}
      </span>
      <span className="tabular shrink-0 text-list text-text-2">
        <b className="font-strong text-text-1">{amount(closed, lowerBounds)}</b> of{' '}
        {amount(workloads.length, lowerBounds)}
      </span>
    </div>
  );
}

function Squares({ direction, workloads }: { direction: Direction; workloads: WorkloadReach[] }) {
  const { select } = useIntents();
  return (
    <span className="flex flex-wrap gap-y-1">
      {workloads.map((workload, at) => {
        const { isolated } = workload[direction];
        const words = isolated === 'no' ? 'open' : isolated === 'part' ? 'partly isolated' : 'isolated';
        return (
          // Small aids for the pointer: the map and its list are the way by keyboard.
          <button
            key={workload.id}
            type="button"
            tabIndex={-1}
            title={`${workload.id}, ${direction} ${words}`}
            aria-label={`${workload.name}, ${direction} ${words}`}
            onClick={() => select({ type: 'workload', id: workload.id })}
            className={classNames(
              'size-3 rounded-cell border hover:border-signal-ink',
              // The gap between namespaces stands behind the last of one, so that no line begins indented.
              workloads[at + 1]?.namespace === workload.namespace ? 'mr-[3px]' : 'mr-1.5',
              isolated === 'yes' && 'border-wall bg-wall',
              isolated === 'part' && 'border-wall bg-[linear-gradient(135deg,var(--wall)_50%,transparent_50%)]',
              isolated === 'no' && 'border-open',
            )}
          />
        );
      })}
    </span>
  );
}
