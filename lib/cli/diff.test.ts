/** What a difference must not hide: pods within a row, and whatever no pod of the input can show. */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capturedRun } from './testing/captured-run.ts';

const file = (name: string) => join(import.meta.dirname, 'fixtures/diff', `${name}.yaml`);
const diff = (before: string, after: string, ...options: readonly string[]) =>
  capturedRun('diff', file(before), file(after), ...options);
const FORMATS = ['txt', 'json', 'csv', 'md', 'dot'];

describe('a row between workloads of which some pods lose a connection', () => {
  test('differs, and the pods are named', async () => {
    const { out, code, err } = await diff('partial-before', 'partial-after');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain(
      'diff-type: changed, source: shop/web[Pod], destination: shop/cache[StatefulSet], ref1: All Connections, ref2: All Connections (partial)',
    );
    expect(out).toContain(
      'diff-type: removed, source: shop/web[Pod], destination: shop/cache-1[Pod], ref1: All Connections, ref2: No Connections',
    );
  });

  test('differs also where the row is partial before and after, by other pods', async () => {
    const { out, code } = await diff('partial-after', 'partial-swapped', '--format', 'json');
    const { changed, pods } = JSON.parse(out);
    expect({ code, changed }).toEqual({ code: 1, changed: [] });
    const between = ({ source, destination }: Record<string, string>) => `${source} => ${destination}`;
    expect(pods.added.map(between)).toContain('shop/web[Pod] => shop/cache-1[Pod]');
    expect(pods.removed.map(between)).toContain('shop/web[Pod] => shop/cache-0[Pod]');
  });

  test.each(FORMATS)('is marked in a list as %s', async (format) => {
    const { out } = await capturedRun('list', file('partial-after'), '--format', format);
    const row = out.split('\n').find((line) => line.includes('shop/web[Pod]') && /shop\/cache\[.*partial/.test(line));
    expect(row).toBeDefined();
  });

  test.each(FORMATS)('is marked in an explanation as %s, with the pods that are shut', async (format) => {
    const ends = ['--from', 'shop/web', '--to', 'shop/cache', '--format', format];
    const { out } = await capturedRun('explain', file('partial-after'), ...ends);
    expect(out).toMatch(/partial/);
    if (format === 'txt') expect(out).toContain('shop/web[Pod] => shop/cache-1[Pod]: denied');
  });
});

describe('a rule that no pod of the input can show', () => {
  test('differs, and is told apart from what pods show', async () => {
    const { out, code } = await diff('narrow', 'wide');
    expect(code).toBe(1);
    expect(out).toBe(
      [
        'Rules diff (of any pod, namespace or address, also those not in the input):',
        'diff-type: added, source: all pods of all namespaces, destination: pods app=api of namespace shop, ref1: No Connections, ref2: All Connections',
        '',
      ].join('\n'),
    );
  });

  test('the way back takes away all that the narrow rule does not grant', async () => {
    const { out, code } = await diff('wide', 'narrow', '--format', 'json');
    const { rules, ...rows } = JSON.parse(out);
    expect({ code, rules }).toMatchObject({ code: 1, rules: [{ change: 'stops-admitting', policies: ['shop/api'] }] });
    expect(rows).toMatchObject({ added: [], removed: [], changed: [] });
  });

  test.each(FORMATS)('is told as %s', async (format) => {
    const { out } = await diff('narrow', 'wide', '--format', format);
    expect(out).toContain('all pods of all namespaces');
  });

  test('another name, order and spelling of the same rules is no difference', async () => {
    expect(await diff('narrow', 'narrow-said-otherwise')).toEqual({ code: 0, out: '', err: '' });
  });
});
