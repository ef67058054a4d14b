'use client';
import { useMemo } from 'react';
import type { Direction, Reachability } from '#engine';
import { useIntents, useWorkbench } from '#store';
import { amount, LongName } from '#ui';
import { areLowerBounds } from '#workbench';
import { Section } from '../panels/panel.tsx';
import { type NamespaceTrafficRows, trafficOf } from '../words/traffic-of.ts';
import { FoldedList } from './folded-list.tsx';

const ROWS_AT_ONCE = 12;

/** Which namespaces rules let in and out, as shares of the pairs there are. Nothing for a cluster of one namespace. */
export function NamespaceTraffic({ name, reachability }: { name: string; reachability: Reachability }) {
  const traffic = useMemo(() => trafficOf(name, reachability), [name, reachability]);
  if (traffic.others === 0) return null;
  return (
    <>
      <Side direction="ingress" traffic={traffic} />
      <Side direction="egress" traffic={traffic} />
    </>
  );
}

function Side({ direction, traffic }: { direction: Direction; traffic: NamespaceTrafficRows }) {
  const { select } = useIntents();
  const lowerBounds = useWorkbench(areLowerBounds);
  const { closed, rows } = traffic[direction];
  const title = direction === 'ingress' ? 'Ingress' : 'Egress';
  const reach = direction === 'ingress' ? 'let in by a rule' : 'let out by a rule';
  return (
    <Section
      title={`${title}: ${amount(closed, lowerBounds)} of ${amount(traffic.judged, lowerBounds)} isolated`}
      note={`${amount(rows.length, lowerBounds)} of ${amount(traffic.others)} namespaces`}
    >
      {rows.length === 0 && (
        <p className="text-list text-text-3">
          {closed === 0 ? 'No policy closes this side: it is open.' : `No other namespace is ${reach}.`}
        </p>
      )}
      <ul aria-label={`Namespaces ${reach}`}>
        <FoldedList items={rows} limit={ROWS_AT_ONCE} noun="namespaces">
          {(row) => (
            <li key={row.namespace}>
              <button
                type="button"
                onClick={() => select({ type: 'namespace', name: row.namespace })}
                className="flex min-h-[22px] w-full items-center gap-2 rounded-chip text-left text-list hover:bg-raised"
              >
                <LongName text={row.namespace} className="min-w-0 flex-1" />
                <span className="h-1 w-16 shrink-0 bg-line-1" aria-hidden="true">
                  <span className="block h-1 bg-allowed" style={{ width: `${(100 * row.admitted) / row.of}%` }} />
                </span>
                <span className="tabular w-16 shrink-0 text-right text-text-2">
                  {row.admitted}/{row.of}
                </span>
              </button>
            </li>
          )}
        </FoldedList>
      </ul>
    </Section>
  );
}
