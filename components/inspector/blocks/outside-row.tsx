'use client';
import { VerdictMark } from '#domain';
import type { Direction, Gate } from '#engine';
import { useWorkbench } from '#store';
import { isAws } from './unknown-block.tsx';

/** What network policy says of addresses outside the cluster; what it leaves open, others decide. */
export function OutsideRow({ gate, direction }: { gate: Gate; direction: Direction }) {
  const aws = useWorkbench((state) => (state.snapshot ? isAws(state.snapshot) : false));
  const denied = gate.outside === 'denied';
  const admitted = gate.outside === 'rule' ? 'a rule admits it; ' : '';
  const beyond = aws ? 'security groups not read' : 'firewalls not read';
  return (
    <div className="flex min-h-[22px] items-center gap-2 text-list">
      <VerdictMark kind={denied ? 'denied' : 'unknown'} />
      <span className="flex-1">Internet</span>
      <span className={denied ? 'text-text-3' : 'text-unknown'}>
        {denied ? (direction === 'ingress' ? 'not admitted' : 'not let out') : `${admitted}${beyond}`}
      </span>
    </div>
  );
}
