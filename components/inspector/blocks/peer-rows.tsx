'use client';
import type { ReactNode } from 'react';
import { VerdictMark } from '#domain';
import { type Direction, describe, type PeerReach, type WorkloadId, type WorkloadReach } from '#engine';
import { useIntents } from '#store';
import { Chip, LongName } from '#ui';
import { everyPort } from '../words/every-port.ts';
import { PolicyLink } from './policy-link.tsx';

export interface PeerRowProps {
  row: PeerReach;
  workload: WorkloadReach;
  direction: Direction;
  byId: ReadonlyMap<WorkloadId, WorkloadReach>;
}

const ROW = 'flex min-h-[22px] w-full items-center gap-2 rounded-chip text-left text-list';

/** Admitted by a rule: on which ports, and by which rules. */
export function AdmittedRow({ row, ...around }: PeerRowProps) {
  return (
    <li>
      <PeerButton row={row} {...around} kind="rule">
        <Chip tone="good" look="wash" mono title={everyPort(row.ports).join('; ') || undefined}>
          {describe(row.ports)}
        </Chip>
      </PeerButton>
      {row.admittedBy.length > 0 && (
        <p className="mb-0.5 pl-[26px] text-hint text-text-2">
          admitted by{' '}
          {row.admittedBy.map(({ policy, rule }, at) => (
            <span key={`${policy} ${rule}`}>
              {at > 0 && ', '}
              <PolicyLink id={policy} />, rule {rule + 1}
            </span>
          ))}
          {row.partial && ', for some of the pods'}
        </p>
      )}
    </li>
  );
}

/** Open because no policy is on either side: on every port, whatever its receiver declares. */
export function OpenRow({ row, ...around }: PeerRowProps) {
  const receiver = around.direction === 'ingress' ? around.workload : around.byId.get(row.workload);
  const ports = [...new Set(receiver?.ports.map(({ protocol, port }) => `${protocol} ${port}`))];
  return (
    <li>
      <PeerButton row={row} {...around} kind="open">
        <span
          className="tabular font-mono text-code text-text-2"
          title={`Every port is open${ports.length > 0 ? `; its pods declare ${ports.join(', ')}` : ''}.`}
        >
          any port
          {ports.length > 0 && (
            <span className="text-text-3"> · {ports.length > 1 ? `${ports.length} declared` : ports[0]}</span>
          )}
        </span>
      </PeerButton>
    </li>
  );
}

type DeniedRowProps =
  | ({ words?: undefined; children?: undefined; plain?: boolean } & PeerRowProps)
  | { words: string; children: ReactNode };

/** Denied or unknown; either one peer with its reason, or a line that stands for several. */
export function DeniedRow(props: DeniedRowProps) {
  if (props.words !== undefined) {
    return (
      <li className={ROW}>
        <VerdictMark kind="denied" />
        <span className="tabular min-w-0 flex-1 truncate">{props.words}</span>
        <span className="flex items-center gap-2">{props.children}</span>
      </li>
    );
  }
  const { row, plain, ...around } = props;
  const unknown = row.verdict === 'unknown';
  return (
    <li>
      <PeerButton row={row} {...around} kind={unknown ? 'unknown' : 'denied'} bare={plain && !unknown}>
        <span className={unknown ? 'text-unknown' : 'text-text-3'}>
          {unknown ? 'cannot tell' : reason(row, around)}
        </span>
      </PeerButton>
    </li>
  );
}

interface PeerButtonProps extends PeerRowProps {
  kind: 'rule' | 'open' | 'denied' | 'unknown';
  /** Under a row that carries the mark for all. */
  bare?: boolean | undefined;
  children: ReactNode;
}

function PeerButton({ row, workload, direction, byId, kind, bare, children }: PeerButtonProps) {
  const { select } = useIntents();
  const [source, destination] = direction === 'ingress' ? [row.workload, workload.id] : [workload.id, row.workload];
  return (
    <button
      type="button"
      title={`Explain ${source} to ${destination}`}
      className={`${ROW} hover:bg-raised`}
      onClick={() => select({ type: 'edge', source, destination })}
    >
      {bare ? <span className="w-[18px] shrink-0" /> : <VerdictMark kind={kind} />}
      <PeerName id={row.workload} workload={byId.get(row.workload)} own={workload.namespace} />
      <span className="shrink-0">{children}</span>
    </button>
  );
}

/** The namespace is said where the name alone would not say it. */
function PeerName(props: { id: WorkloadId; workload: WorkloadReach | undefined; own: string }) {
  const { id, workload, own } = props;
  if (!workload) return <LongName text={id} className="flex-1" />;
  return (
    <span className="flex min-w-0 flex-1">
      {workload.namespace !== workload.name && workload.namespace !== own && (
        <span className="max-w-[45%] min-w-0 shrink truncate whitespace-pre text-text-3">{workload.namespace} / </span>
      )}
      <LongName text={workload.name} />
    </span>
  );
}

function reason(row: PeerReach, { workload, direction, byId }: Omit<PeerRowProps, 'row'>): string {
  const other = byId.get(row.workload);
  const far = direction === 'ingress' ? other?.egress : other?.ingress;
  const here = row.deniedBy.some((policy) => workload[direction].isolatedBy.includes(policy));
  const there = row.deniedBy.some((policy) => far?.isolatedBy.includes(policy));
  if (here && there) return 'both sides';
  if (here) return direction === 'ingress' ? 'not admitted' : 'not let out';
  return direction === 'ingress' ? 'not let out there' : 'not admitted there';
}
