'use client';
import { useMemo } from 'react';
import { GateGlyph } from '#domain';
import type { Direction, Gate, PeerReach, WorkloadReach } from '#engine';
import { gateCount } from '#graph';
import { useIntents, useWorkbench } from '#store';
import { amount, Kbd, LinkButton } from '#ui';
import { areLowerBounds, panelPeers, panelReachability, uncertainGates, type WorkbenchState } from '#workbench';
import { Section, Waiting } from '../panels/panel.tsx';
import { usePanelReachability } from '../words/use-panel-state.ts';
import { FoldedList } from './folded-list.tsx';
import { OutsideRow } from './outside-row.tsx';
import { AdmittedRow, DeniedRow, OpenRow } from './peer-rows.tsx';

/** Denied peers are few enough to be read at once up to here; beyond, they unfold. */
const DENIED_AT_ONCE = 2;
const ROWS_AT_ONCE = 40;

export interface GateBlockProps {
  workload: WorkloadReach;
  direction: Direction;
}

/** One end of a workload, opened: its gate as on the map, a sentence, a count, and every peer. */
export function GateBlock({ workload, direction }: GateBlockProps) {
  const peers = useWorkbench((state) => {
    const known = panelPeers(state);
    return known?.of === workload.id ? known.value : undefined;
  });
  const others = usePanelReachability()?.workloads;
  const rows = peers?.[direction];
  const byId = useMemo(() => new Map(others?.map((other) => [other.id, other])), [others]);
  const otherCount = [...byId.values()].filter((other) => !other.hostNetwork && other.id !== workload.id).length;
  const gate = workload[direction];
  const isPart = useWorkbench(areLowerBounds);
  const lowerBounds = useWorkbench((state) => isUncertain(state, direction, workload.id));
  return (
    <Section>
      <div className="mb-1 flex items-center gap-2.5">
        <GateGlyph
          direction={direction}
          isolated={gate.isolated}
          count={gate.unknown ? '?' : gateCount(gate.peers, lowerBounds)}
          tone={gate.unknown ? 'unknown' : gate.isolated === 'no' ? 'open' : gate.peers > 0 ? 'rule' : 'denied'}
        />
        <div className="min-w-0">
          <h3 className="text-body font-strong">
            {direction === 'ingress' ? 'Ingress' : 'Egress'}: {stateWord(gate)}
          </h3>
          <p className="tabular text-list text-text-2">
            {countSentence(gate, direction, amount(gate.peers, lowerBounds), amount(otherCount, isPart))}
          </p>
        </div>
      </div>
      {rows ? (
        <Rows rows={rows} workload={workload} direction={direction} byId={byId} />
      ) : (
        <Waiting>Reading who is behind this gate.</Waiting>
      )}
      <OutsideRow workload={workload} direction={direction} />
    </Section>
  );
}

interface RowsProps extends GateBlockProps {
  rows: readonly PeerReach[];
  byId: ReadonlyMap<string, WorkloadReach>;
}

function Rows({ rows, workload, direction, byId }: RowsProps) {
  const allowed = rows.filter((row) => row.verdict === 'allowed');
  const byRule = allowed.filter((row) => row.admission !== 'open');
  const open = allowed.filter((row) => row.admission === 'open');
  const rest = rows.filter((row) => row.verdict === 'denied');
  const unknown = rows.filter((row) => row.verdict === 'unknown');
  const common = { workload, direction, byId };
  return (
    <ul className="flex flex-col">
      <FoldedList items={byRule} limit={ROWS_AT_ONCE} noun="admitted">
        {(row) => <AdmittedRow key={row.workload} row={row} {...common} />}
      </FoldedList>
      <FoldedList items={open} limit={ROWS_AT_ONCE} noun="open">
        {(row) => <OpenRow key={row.workload} row={row} {...common} />}
      </FoldedList>
      <FoldedList items={unknown} limit={ROWS_AT_ONCE} noun="unknown">
        {(row) => <DeniedRow key={row.workload} row={row} {...common} />}
      </FoldedList>
      <Denied rows={rest} {...common} />
    </ul>
  );
}

function Denied({ rows, ...common }: RowsProps) {
  const shown = useWorkbench((state) => state.shown);
  const { setShown } = useIntents();
  const folds = rows.length > DENIED_AT_ONCE;
  const toggle = () => setShown({ ...shown, denied: !shown.denied });
  return (
    <>
      {folds && (
        <DeniedRow words={`${amount(rows.length)} workloads`}>
          <LinkButton onClick={toggle} aria-expanded={shown.denied}>
            {shown.denied ? 'Hide denied' : 'Show denied'}
          </LinkButton>
          <Kbd>D</Kbd>
        </DeniedRow>
      )}
      {(!folds || shown.denied) && (
        <FoldedList items={rows} limit={ROWS_AT_ONCE} noun="denied">
          {(row) => <DeniedRow key={row.workload} row={row} plain={folds} {...common} />}
        </FoldedList>
      )}
    </>
  );
}

/** Whether more may pass through this end than is known. */
function isUncertain(state: WorkbenchState, direction: Direction, id: string): boolean {
  const gates = uncertainGates({ snapshot: state.snapshot, reachability: panelReachability(state) });
  return typeof gates === 'boolean' ? gates : gates.has(`${direction} ${id}`);
}

function stateWord({ isolated }: Gate): string {
  if (isolated === 'no') return 'open';
  return isolated === 'yes' ? 'isolated' : 'isolated for some of its pods';
}

function countSentence({ isolated, unknown }: Gate, direction: Direction, peers: string, others: string): string {
  const count =
    direction === 'ingress' ? `${peers} of ${others} workloads may reach it` : `It may reach ${peers} of ${others}`;
  if (unknown)
    return `Network policies alone: ${direction === 'ingress' ? `${peers} of ${others} may reach it` : `it may reach ${peers} of ${others}`}. Policies of other kinds may decide otherwise.`;
  if (isolated === 'no') {
    return direction === 'ingress'
      ? `No policy selects it. ${peers} of ${others} may reach it`
      : `No policy selects it. ${count}`;
  }
  return direction === 'ingress' ? count : `${count} workloads`;
}
