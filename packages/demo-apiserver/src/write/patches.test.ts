import { describe, expect, test } from 'vitest';
import { deployment } from '../schema/workload-shape.ts';
import { jsonPatch } from './json-patch.ts';
import { mergePatch, strategicPatch } from './merge-patch.ts';

describe('merge patch', () => {
  test('null removes, objects merge, lists are replaced', () => {
    expect(mergePatch({ a: 1, b: { c: 1, d: [1] } }, { a: null, b: { d: [2] } })).toEqual({ b: { c: 1, d: [2] } });
  });
});

describe('strategic merge patch', () => {
  const container = (name: string, image: string) => ({ name, image });
  const withContainers = (containers: unknown[]) => ({ spec: { template: { spec: { containers } } } });

  test('containers are merged by name', () => {
    const live = withContainers([container('a', '1'), container('b', '1')]);
    const patch = withContainers([container('b', '2'), container('c', '3')]);
    expect(strategicPatch(deployment, live, patch)).toEqual(
      withContainers([container('a', '1'), container('b', '2'), container('c', '3')]),
    );
  });

  test('directives delete an element, replace a map and keep only named keys', () => {
    const live = withContainers([container('a', '1'), container('b', '1')]);
    expect(strategicPatch(deployment, live, withContainers([{ $patch: 'delete', name: 'a' }]))).toEqual(
      withContainers([container('b', '1')]),
    );
    expect(
      strategicPatch(
        deployment,
        { metadata: { labels: { a: '1' } } },
        { metadata: { labels: { $patch: 'replace', b: '2' } } },
      ),
    ).toEqual({ metadata: { labels: { b: '2' } } });
    const strategy = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } };
    const recreate = { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } };
    expect(strategicPatch(deployment, strategy, recreate)).toEqual({ spec: { strategy: { type: 'Recreate' } } });
  });
});

describe('JSON patch', () => {
  test('all operations', () => {
    const patch = [
      { op: 'test', path: '/a', value: 1 },
      { op: 'add', path: '/list/-', value: 3 },
      { op: 'add', path: '/list/0', value: 0 },
      { op: 'remove', path: '/list/1' },
      { op: 'replace', path: '/a', value: 2 },
      { op: 'copy', from: '/a', path: '/b' },
      { op: 'move', from: '/b', path: '/x~1y' },
    ];
    const before = { a: 1, list: [1, 2] };
    expect(jsonPatch(before, patch)).toEqual({ a: 2, list: [0, 2, 3], 'x/y': 2 });
    expect(before).toEqual({ a: 1, list: [1, 2] });
  });

  test.each([
    [{ op: 'remove', path: '/none' }],
    [{ op: 'test', path: '/a', value: 2 }],
    [{ op: 'add', path: '/list/9', value: 1 }],
    [{ op: 'nonsense', path: '/a' }],
    [{ op: 'replace', path: 'a', value: 1 }],
  ])('%j is refused', (operation) => {
    expect(() => jsonPatch({ a: 1, list: [1] }, [operation])).toThrow(/rejected our request/);
  });
});
