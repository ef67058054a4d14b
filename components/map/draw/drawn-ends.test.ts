import { describe, expect, test } from 'vitest';
import { createEngine, KUBERNETES } from '#engine';
import { WORKSHOP } from '../../../lib/engine/fixtures/workshop.ts';
import { endName, endOf, endsNamed, INTERNET, offeredEnds } from './drawn-ends.ts';
import { typedPort } from './port-choice.tsx';

const { workloads } = createEngine(WORKSHOP, KUBERNETES).reachability();
const CATALOG = { kind: 'workload', id: 'catalog/catalog[Deployment]' } as const;

describe('ends of a drawn connection', () => {
  test('are workloads, whole namespaces and the outside; of a line and the ground there is none', () => {
    expect(endOf({ type: 'strip', id: CATALOG.id })).toEqual(CATALOG);
    expect(endOf({ type: 'strip', id: 'outside' })).toEqual(INTERNET);
    expect(endOf({ type: 'plate', id: 'ui' })).toEqual({ kind: 'namespace', name: 'ui' });
    expect(endOf({ type: 'edge', source: CATALOG.id, destination: CATALOG.id })).toBeUndefined();
    expect(endOf(undefined)).toBeUndefined();
  });

  test('are offered from its own namespace on, without the end itself and without namespaces that hold nothing', () => {
    const names = offeredEnds(CATALOG, workloads, ['catalog', 'ui', 'default']).map(({ name }) => name);
    expect(names[0]).toBe('catalog-mysql');
    expect(names).not.toContain('catalog');
    expect(names.slice(-3)).toEqual(['every pod of catalog', 'every pod of ui', 'the internet']);
    expect(offeredEnds(INTERNET, workloads, [])).toHaveLength(workloads.length);
  });

  test('are found by their words, the one that is called exactly so first', () => {
    const all = offeredEnds(INTERNET, workloads, ['orders']);
    expect(endsNamed(all, ['orders']).map(({ name }) => name)).toEqual([
      'orders',
      'orders-postgresql',
      'every pod of orders',
    ]);
  });

  test('have names', () => {
    expect(endName(CATALOG)).toBe('catalog');
    expect(endName({ kind: 'range', cidr: '10.0.0.0/8' })).toBe('10.0.0.0/8');
  });
});

test('a typed port is TCP where no protocol is named', () => {
  expect(typedPort('3306')).toEqual({ protocol: 'TCP', port: 3306 });
  expect(typedPort('udp 53')).toEqual({ protocol: 'UDP', port: 53 });
  expect(typedPort('1-9')).toEqual({ protocol: 'TCP', port: 1, endPort: 9 });
  expect(typedPort('mysql')).toEqual({ protocol: 'TCP', port: 'mysql' });
  expect(typedPort('33 06')).toBeUndefined();
});
