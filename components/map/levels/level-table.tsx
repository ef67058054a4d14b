'use client';
/** The level as tables: the canvas is silent to a screen reader and blind to a test. */

import { memo } from 'react';
import { foldedStrip, type LineMark, type NamespaceFacts, namespacesOnMap } from '#graph';
import type { LevelFrame } from '#workbench';

export const LevelTable = memo(function LevelTable({ frame }: { frame: LevelFrame }) {
  const { drawn, overlay, selected } = frame;
  const lines = [...drawn.picture.lines, ...overlay, ...selected.lines];
  return (
    <div className="sr-only" data-testid="map-twin" data-level={frame.level}>
      <LineTable lines={lines} frame={frame} />
      <GroupTable frame={frame} />
      <NamespaceTable frame={frame} />
      {frame.shown && <WorkloadTable frame={frame} />}
      <table data-testid="map-totals" data-allowed={frame.facts.total}>
        <caption>Pairs of workloads, by where the map shows them</caption>
        <tbody>
          {Object.entries(frame.facts.sum).map(([place, pairs]) => (
            <tr key={place} data-place={place} data-pairs={pairs}>
              <th scope="row">{place}</th>
              <td>{pairs}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

function LineTable({ lines, frame }: { lines: readonly LineMark[]; frame: LevelFrame }) {
  const names = new Map<string, string>([
    ...frame.facts.groups.map(({ id, name }) => [id, name] as const),
    ...[...frame.facts.namespaces.keys()].map((name) => [foldedStrip(name), name] as const),
  ]);
  const nameOf = (end: string) => names.get(end) ?? end.replace(/^rail (.*) @\d+$/, '$1');
  return (
    <table data-testid="map-connections" data-count={lines.length} data-left-out={frame.drawn.picture.inGates}>
      <caption>Lines drawn on the map</caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col">Pairs</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ id, source, destination, pairs, kind, share }) => (
          <tr
            key={id}
            data-source={nameOf(source)}
            data-destination={nameOf(destination)}
            data-kind={kind}
            data-pairs={pairs}
            data-share={share}
          >
            <td>{nameOf(source)}</td>
            <td>{nameOf(destination)}</td>
            <td>{pairs}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function GroupTable({ frame: { facts } }: { frame: LevelFrame }) {
  return (
    <table data-testid="map-groups" data-count={facts.groups.length}>
      <caption>Groups of namespaces</caption>
      <thead>
        <tr>
          <th scope="col">Group</th>
          <th scope="col">Namespaces</th>
          <th scope="col">Groups that may come in</th>
          <th scope="col">Groups it may reach</th>
          <th scope="col">Open to everyone</th>
          <th scope="col">Shut</th>
        </tr>
      </thead>
      <tbody>
        {facts.groups.map(({ id, name, namespaces, gates, open, shut }) => (
          <tr key={id} data-group={id}>
            <th scope="row">{name}</th>
            <td>{namespaces.length}</td>
            <td>{gates.ingress.others}</td>
            <td>{gates.egress.others}</td>
            <td>{open.join(', ')}</td>
            <td>{shut.join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NamespaceTable({ frame: { facts } }: { frame: LevelFrame }) {
  const there = namespacesOnMap(facts);
  return (
    <table data-testid="map-namespaces" data-count={there.length}>
      <caption>Namespaces</caption>
      <thead>
        <tr>
          <th scope="col">Namespace</th>
          <th scope="col">Workloads</th>
          <th scope="col">Workloads that may reach it</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {there.map((one) => (
          <tr key={one.name} data-namespace={one.name} data-reach={one.reach} data-state={stateOf(one)}>
            <th scope="row">{one.name}</th>
            <td>{one.unknown ? 'not read' : one.workloads}</td>
            <td>{one.unknown ? 'not read' : one.reach}</td>
            <td>{stateOf(one)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function stateOf({ unknown, open, shut }: NamespaceFacts): string {
  return unknown ? 'not read' : shut ? 'shut' : open ? 'open to everyone' : 'by rule';
}

function WorkloadTable({ frame: { drawn, shown } }: { frame: LevelFrame }) {
  const there = new Set(drawn.picture.workloads.map(({ workload }) => workload));
  const rows = shown?.workloads.filter(({ id }) => there.has(id)) ?? [];
  return (
    <table data-testid="map-workloads" data-count={rows.length}>
      <caption>Workloads</caption>
      <tbody>
        {rows.map(({ id, ingress, egress }) => (
          <tr key={id} data-workload={id}>
            <th scope="row">{id}</th>
            <td>{ingress.peers} may come in</td>
            <td>{egress.peers} may be reached</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
