import { describe, expect, test } from 'vitest';
import type { Harm, Remark } from '#draft';
import { filterRemarks, groupRemarks } from './group-remarks.ts';

const remark = (harm: Harm, namespace: string, title: string): Remark => ({
  key: title,
  harm,
  namespace,
  path: '',
  title,
  detail: 'No policy selects it.',
});

const list = [remark('exposed', 'shop', 'db is open'), remark('note', 'shop', 'web'), remark('note', 'front', 'ui')];

describe('groupRemarks', () => {
  test('by severity, in order of harm, without empty groups', () => {
    const groups = groupRemarks(list, 'severity').map(({ title, remarks }) => [title, remarks.length]);
    expect(groups).toEqual([
      ['Open data stores', 1],
      ['Good to know', 2],
    ]);
  });

  test('by namespace, the one with the worst first', () => {
    const groups = groupRemarks(list, 'namespace').map(({ title, remarks }) => [title, remarks.length]);
    expect(groups).toEqual([
      ['shop', 2],
      ['front', 1],
    ]);
  });
});

describe('filterRemarks', () => {
  test('keeps what holds every word, whatever its case and order', () => {
    expect(filterRemarks(list, ' OPEN shop').map(({ title }) => title)).toEqual(['db is open']);
    expect(filterRemarks(list, '  ')).toHaveLength(3);
    expect(filterRemarks(list, 'nowhere')).toEqual([]);
  });
});
