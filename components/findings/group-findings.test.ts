import { describe, expect, test } from 'vitest';
import type { Finding } from '#findings';
import { filterFindings, groupFindings } from './group-findings.ts';

const bare = (namespace: string, name: string): Finding => ({
  key: name,
  code: 'workload-without-policy',
  severity: 'info',
  namespace,
  workload: `${namespace}/${name}[Deployment]`,
  path: '',
  facts: { name },
  fixes: [],
});
const open: Finding = {
  ...bare('shop', 'db'),
  code: 'open-data-store',
  severity: 'error',
  facts: { name: 'db', port: 5432, peers: 3, isPart: false },
};

const list = [open, bare('shop', 'web'), bare('front', 'ui')];

describe('groupFindings', () => {
  test('by severity, the gravest first, without empty groups', () => {
    const groups = groupFindings(list, 'severity').map(({ title, findings }) => [title, findings.length]);
    expect(groups).toEqual([
      ['Open data stores', 1],
      ['Good to know', 2],
    ]);
  });

  test('what is less grave than its kind usually is, is good to know', () => {
    const dns: Finding = {
      ...bare('shop', 'db'),
      code: 'egress-without-dns',
      severity: 'info',
      facts: { protocols: ['TCP'] },
    };
    expect(groupFindings([dns], 'severity').map(({ title }) => title)).toEqual(['Good to know']);
    expect(groupFindings([{ ...dns, severity: 'warning' }], 'severity').map(({ title }) => title)).toEqual([
      'Probably not meant',
    ]);
  });

  test('by namespace, the one with the gravest first', () => {
    const groups = groupFindings(list, 'namespace').map(({ title, findings }) => [title, findings.length]);
    expect(groups).toEqual([
      ['shop', 2],
      ['front', 1],
    ]);
  });
});

describe('filterFindings', () => {
  test('keeps what holds every word, whatever its case and order', () => {
    expect(filterFindings(list, ' OPEN 5432 shop').map(({ key }) => key)).toEqual(['db']);
    expect(filterFindings(list, '  ')).toHaveLength(3);
    expect(filterFindings(list, 'nowhere')).toEqual([]);
  });
});
