'use client';
import { VerdictMark } from '#domain';
import type { Direction, WorkloadReach } from '#engine';
import { useIntents, useWorkbench } from '#store';
import { OUTSIDE } from '../words/outside-rules.ts';
import { isAws } from './unknown-block.tsx';

/** What network policy says of addresses outside the cluster; what it leaves open, others decide. */
export function OutsideRow({ workload, direction }: { workload: WorkloadReach; direction: Direction }) {
  const { select } = useIntents();
  const gate = workload[direction];
  const aws = useWorkbench((state) => (state.snapshot ? isAws(state.snapshot) : false));
  const denied = gate.outside === 'denied';
  const admitted = gate.outside === 'rule' ? 'a rule admits it; ' : '';
  const beyond = aws ? 'security groups not read' : 'firewalls not read';
  const [source, destination] = direction === 'ingress' ? [OUTSIDE, workload.id] : [workload.id, OUTSIDE];
  return (
    <button
      type="button"
      title={direction === 'ingress' ? `Explain outside to ${workload.id}` : `Explain ${workload.id} to outside`}
      onClick={() => select({ type: 'edge', source, destination })}
      className="flex min-h-[22px] w-full items-center gap-2 rounded-chip text-left text-list hover:bg-raised"
    >
      <VerdictMark kind={denied ? 'denied' : 'unknown'} />
      <span className="flex-1">Internet</span>
      <span className={denied ? 'text-text-3' : 'text-unknown'}>
        {denied ? (direction === 'ingress' ? 'not admitted' : 'not let out') : `${admitted}${beyond}`}
      </span>
    </button>
  );
}
