import { describe, expect, it } from 'vitest';
import type { Reachability } from '#engine';
import { edge, model } from '../../../lib/graph/fixtures/small-map.ts';
import { connectionRows, portWords } from './table-rows.ts';

describe('the map as rows', () => {
  it('lists every drawn line, also the ones on top', () => {
    const map = model(
      ['a', 'b', 'c'],
      [edge('rule', 'a', 'b', '2 ports')],
      [edge('removed', 'b', 'c'), edge('added', 'a', 'c', '+ TCP 80')],
    );
    const shown = {
      workloads: [],
      byRule: [{ source: 'a', destination: 'b', ports: { TCP: [[80, 80]], UDP: [[53, 53]] }, admission: 'rule' }],
    } as unknown as Reachability;
    expect(
      connectionRows(map, shown).map(({ id, ports, verdict, admission, change }) => [
        id,
        ports,
        verdict,
        admission,
        change,
      ]),
    ).toEqual([
      ['rule a > b', 'TCP 80, UDP 53', 'allowed', 'rule', ''],
      ['removed b > c', '', 'denied', '', 'removed'],
      ['added a > c', 'TCP 80', 'allowed', 'rule', 'added'],
    ]);
  });

  it('names ports in full', () => {
    expect(portWords({ TCP: [[1, 65535]], UDP: [[1, 65535]], SCTP: [[1, 65535]] })).toBe('any port');
    expect(portWords({ TCP: [[1, 65535]] })).toBe('any TCP');
    expect(
      portWords({
        TCP: [
          [80, 80],
          [8000, 8080],
        ],
      }),
    ).toBe('TCP 80, TCP 8000-8080');
  });
});
