'use client';

/**
 * The map as tables. The canvas is silent to a screen reader and blind to a test: these say the same, with the ids in
 * data attributes.
 */

import { memo } from 'react';
import { type Gate, podsInWords, type Reachability, type Totals, type WorkloadReach } from '#engine';
import type { MapModel } from '#graph';
import { ForeignText } from '#ui';
import { connectionRows, type DrawnConnection, workloadRows } from './table-rows.ts';

export interface MapTableProps {
  model: MapModel;
  /** The state the map shows: live, or with the draft. */
  shown: Reachability | undefined;
}

export const MapTable = memo(function MapTable({ model, shown }: MapTableProps) {
  const leftOut = (model.leftOut?.atRest ?? 0) + (model.leftOut?.onTop ?? 0);
  return (
    <div className="sr-only" data-testid="map-twin">
      <ConnectionTable rows={connectionRows(model, shown)} leftOut={leftOut} />
      {model.folded ? <NamespaceTable model={model} /> : <WorkloadTable rows={workloadRows(model, shown)} />}
      {shown === undefined ? null : <TotalsTable totals={shown.totals} />}
    </div>
  );
});

function ConnectionTable({ rows, leftOut }: { rows: readonly DrawnConnection[]; leftOut: number }) {
  return (
    <table data-testid="map-connections" data-count={rows.length} data-left-out={leftOut}>
      <caption>Connections drawn on the map</caption>
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Destination</th>
          <th scope="col">Ports</th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.id}
            data-source={row.source}
            data-destination={row.destination}
            data-ports={row.ports}
            data-verdict={row.verdict}
            data-admission={row.admission}
            data-change={row.change}
          >
            <td>
              <ForeignText text={row.source} />
            </td>
            <td>
              <ForeignText text={row.destination} />
            </td>
            <td>{row.ports}</td>
            <td>{verdictWords(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const CHANGES = {
  added: 'Allowed, added by the draft',
  removed: 'Denied, removed by the draft',
  changed: 'Allowed, on other ports with the draft',
} as const;

const UNSURE_CHANGES = {
  added: 'Unknown, network policies alone would add it',
  removed: 'Unknown, network policies alone would remove it',
  changed: 'Unknown, network policies alone would change its ports',
} as const;

function verdictWords(row: DrawnConnection): string {
  if (row.change !== '') return row.verdict === 'unknown' ? UNSURE_CHANGES[row.change] : CHANGES[row.change];
  if (row.verdict === 'denied') return 'Denied';
  if (row.verdict === 'unknown') return 'Unknown';
  return row.admission === 'open' ? 'Open, no policy' : 'Allowed by rule';
}

function WorkloadTable({ rows }: { rows: readonly WorkloadReach[] }) {
  return (
    <table data-testid="map-workloads" data-count={rows.length}>
      <caption>Workloads and their gates</caption>
      <thead>
        <tr>
          <th scope="col">Workload</th>
          <th scope="col">Namespace</th>
          <th scope="col">Kind</th>
          <th scope="col">Pods</th>
          <th scope="col">Ingress</th>
          <th scope="col">Egress</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.id}
            data-workload={row.id}
            data-pods={row.pods}
            data-no-pods={row.noPods}
            data-ingress={row.ingress.isolated}
            data-ingress-peers={row.ingress.peers}
            data-egress={row.egress.isolated}
            data-egress-peers={row.egress.peers}
          >
            <th scope="row">
              <ForeignText text={row.name} />
            </th>
            <td>
              <ForeignText text={row.namespace} />
            </td>
            <td>{row.kind}</td>
            <td>{row.noPods ? podsInWords(row) : row.pods}</td>
            <td>{gateWords(row.ingress, 'may reach it')}</td>
            <td>{gateWords(row.egress, 'it may reach')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NamespaceTable({ model }: { model: MapModel }) {
  const strips = model.plates.flatMap((plate) => plate.strips.filter(({ id }) => id !== 'outside'));
  return (
    <table data-testid="map-namespaces" data-count={strips.length}>
      <caption>Namespaces and how many of their workloads are isolated</caption>
      <thead>
        <tr>
          <th scope="col">Namespace</th>
          <th scope="col">Workloads</th>
          <th scope="col">Ingress isolated</th>
          <th scope="col">Egress isolated</th>
          <th scope="col">Draft adds</th>
          <th scope="col">Draft removes</th>
        </tr>
      </thead>
      <tbody>
        {strips.map(({ id, name, fold }) => (
          <tr key={id} data-namespace={name} data-workloads={fold?.workloads}>
            <th scope="row">{name}</th>
            <td>{fold?.unknown ? 'unknown' : fold?.workloads}</td>
            <td>{fold?.unknown ? 'unknown' : fold?.closed.ingress}</td>
            <td>{fold?.unknown ? 'unknown' : fold?.closed.egress}</td>
            <td>{fold?.gained}</td>
            <td>{fold?.lost}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function gateWords(gate: Gate, verb: string): string {
  const state = gate.isolated === 'no' ? 'Open' : gate.isolated === 'part' ? 'Isolated for some pods' : 'Isolated';
  return `${state}, ${gate.peers} ${verb}`;
}

function TotalsTable({ totals }: { totals: Totals }) {
  return (
    <table
      data-testid="map-totals"
      data-pairs={totals.pairs}
      data-allowed={totals.allowed}
      data-by-rule={totals.byRule}
      data-open={totals.open}
      data-denied={totals.denied}
      data-unknown={totals.unknown ?? 0}
    >
      <caption>Pairs of workloads</caption>
      <tbody>
        <TotalRow words="All pairs" count={totals.pairs} />
        <TotalRow words="Allowed" count={totals.allowed} />
        <TotalRow words="Allowed by rule" count={totals.byRule} />
        <TotalRow words="Open, no policy" count={totals.open} />
        <TotalRow words="Denied" count={totals.denied} />
        {totals.unknown !== undefined && <TotalRow words="Unknown" count={totals.unknown} />}
      </tbody>
    </table>
  );
}

function TotalRow({ words, count }: { words: string; count: number }) {
  return (
    <tr>
      <th scope="row">{words}</th>
      <td>{count}</td>
    </tr>
  );
}
