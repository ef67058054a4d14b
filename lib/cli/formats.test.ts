import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { visible } from '#terminal';
import { toCsv, toDot, toMarkdown } from './format/table.ts';
import { capturedRun } from './testing/captured-run.ts';
import { visibleJson } from './visible-json.ts';

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name);
const onlyNames = (text: string) =>
  text
    .split('\n')
    .filter((line) => !/0\.0\.0\.0|::/.test(line))
    .join('\n');

describe('list', () => {
  test.each([
    ['txt', 'back/node[Pod] => back/db[Pod] : TCP 5432\n'],
    ['csv', 'source,destination,connections\nback/node[Pod],back/db[Pod],TCP 5432\n'],
    [
      'md',
      '| source | destination | connections |\n| --- | --- | --- |\n| back/node[Pod] | back/db[Pod] | TCP 5432 |\n',
    ],
    ['dot', 'digraph {\n  "back/node[Pod]" -> "back/db[Pod]" [label="TCP 5432"];\n}\n'],
  ])('as %s', async (format, expected) => {
    const { out, code } = await capturedRun('list', fixture('explain.yaml'), '--format', format);
    const kept = onlyNames(out)
      .split('\n')
      .filter((line) => !/front|All/.test(line));
    expect(kept.join('\n')).toBe(expected);
    expect(code).toBe(0);
  });

  test('as JSON: ports as ranges, ends by name', async () => {
    const { out } = await capturedRun('list', fixture('explain.yaml'), '--format', 'json');
    const { connections } = JSON.parse(out) as { connections: object[] };
    expect(connections).toContainEqual({
      source: 'back/node[Pod]',
      destination: 'back/db[Pod]',
      ports: { TCP: [[5432, 5432]] },
    });
    expect(connections).toContainEqual({
      source: '0.0.0.0-255.255.255.255',
      destination: 'back/db[Pod]',
      ports: { TCP: [[5432, 5432]] },
    });
  });
});

describe('diff', () => {
  const both = [fixture('scaled-to-zero.yaml'), fixture('job-waiting.yaml')];

  test('as text', async () => {
    const { out, code } = await capturedRun('diff', ...both);
    expect(code).toBe(1);
    expect(onlyNames(out)).toBe(`Connectivity diff:
diff-type: added, source: a/client[Pod], destination: a/once[Job], ref1: No Connections, ref2: All Connections
diff-type: added, source: a/once[Job], destination: a/client[Pod], ref1: No Connections, ref2: All Connections
diff-type: removed, source: a/client[Pod], destination: a/web[Deployment], ref1: All Connections, ref2: No Connections
diff-type: removed, source: a/web[Deployment], destination: a/client[Pod], ref1: All Connections, ref2: No Connections
`);
  });

  test('as JSON: added, removed, and what changed with before and after', async () => {
    const inputs = [fixture('no-address.yaml'), fixture('mapped-cidr.yaml')];
    const { out } = await capturedRun('diff', ...inputs, '--format', 'json');
    const diff = JSON.parse(out) as Record<string, object[]>;
    expect(Object.keys(diff)).toEqual(['added', 'removed', 'changed', 'pods', 'uncompared', 'rules', 'unjudged']);
    const all = [[1, 65535]];
    const ports = { TCP: all, UDP: all, SCTP: all };
    expect(diff.added).toContainEqual({ source: 'a/peer[Pod]', destination: 'a/app[Pod]', ports });
    expect(diff.removed).toContainEqual({ source: 'a/app[Pod]', destination: 'a/new[Pod]', ports });
    expect(diff.changed).toEqual([]);
  });

  test('of inputs that have no end in common: the two lists, row by row, as they are', async () => {
    const inputs = [fixture('partial.yaml'), fixture('irrelevant-kinds.yaml')];
    const [before, after] = await Promise.all(inputs.map((one) => capturedRun('list', one, '--format', 'json')));
    const { out } = await capturedRun('diff', ...inputs, '--format', 'json');
    const { added, removed, changed } = JSON.parse(out) as Record<string, object[]>;
    const rowsOf = (list: typeof before) => (JSON.parse(list?.out ?? '{}') as { connections: object[] }).connections;
    const sorted = (rows: readonly object[] = []) => rows.map((row) => JSON.stringify(row)).sort();
    expect(sorted(removed)).toEqual(sorted(rowsOf(before)));
    expect(sorted(removed).join()).toContain('"partial":true');
    expect(sorted(added)).toEqual(sorted(rowsOf(after)));
    expect(changed).toEqual([]);
  });

  test('tells what another label of a namespace, or of one pod, does', async () => {
    const input = (team: string, app: string) => `apiVersion: v1
kind: Namespace
metadata: {name: a, labels: {team: ${team}}}
---
apiVersion: v1
kind: Pod
metadata: {name: one, namespace: a, labels: {app: ${app}}}
---
apiVersion: v1
kind: Pod
metadata: {name: two, namespace: a, labels: {app: x}}
---
apiVersion: v1
kind: Pod
metadata: {name: db, namespace: b}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p, namespace: b}
spec:
  podSelector: {}
  ingress:
  - from:
    - namespaceSelector: {matchLabels: {team: x}}
      podSelector: {matchLabels: {app: x}}
`;
    const folder = mkdtempSync(join(tmpdir(), 'netpol-'));
    const write = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    try {
      const before = write('before.yaml', input('x', 'x'));
      const changes = async (after: string) => {
        const { out } = await capturedRun('diff', before, after, '--format', 'csv');
        return out.split('\n').slice(1, -1);
      };
      const gone = (pod: string) => `removed,a/${pod}[Pod],b/db[Pod],All Connections,No Connections,pods`;
      expect(await changes(write('namespace.yaml', input('z', 'x')))).toEqual([gone('one'), gone('two')]);
      expect(await changes(write('pod.yaml', input('x', 'z')))).toEqual([gone('one')]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('of an input with itself is empty, and code 0', async () => {
    const [first = ''] = both;
    expect(await capturedRun('diff', first, first)).toEqual({ code: 0, out: '', err: '' });
  });

  test.each(['csv', 'md', 'dot'])('as %s it has every row', async (format) => {
    const { out } = await capturedRun('diff', ...both, '--format', format);
    expect(onlyNames(out).match(/once\S* |once[^\n]*->/g)).not.toBeNull();
    expect(onlyNames(out)).toContain('removed');
  });
});

describe('check', () => {
  test('tells file and line, and exits with 1 on findings', async () => {
    const { out, code } = await capturedRun('check', fixture('explain.yaml'), '--severity', 'warning');
    expect(code).toBe(1);
    expect(out).toMatch(/^\S+explain\.yaml:\d+: warning: .+\(front\/out spec\.egress\) \[egress-without-dns\]/m);
  });

  test('exits with 0 where nothing is so grave', async () => {
    const { out, code } = await capturedRun('check', fixture('scaled-to-zero.yaml'), '--severity', 'error');
    expect({ out, code }).toEqual({ out: '', code: 0 });
  });

  test.each(['json', 'csv', 'md', 'dot'])('as %s it says as much', async (format) => {
    const { out } = await capturedRun('check', fixture('scaled-to-zero.yaml'), '--format', format);
    expect(out).toContain('workload-without-policy');
  });
});

describe('text of strangers', () => {
  const hostile = 'a\u001b[31m"\\|`<b>\u202e\u0085\u{e0041}\r\n';

  test('is written out on one line', () => {
    expect(visible(hostile)).toBe('a\\u001b[31m"\\|`<b>\\u202e\\u0085\\udb40\\udc41\\u000d\\u000a');
    expect(visible('plain é 😀')).toBe('plain é 😀');
  });

  test('keeps its value as JSON', () => {
    const text = visibleJson({ a: hostile });
    expect(JSON.parse(text)).toEqual({ a: hostile });
    expect(text).toMatch(/^[\n\x20-\x7e]+$/);
  });

  test('breaks out of no table and no graph', () => {
    const table = { columns: ['a'], rows: [[hostile], ['=1+1'], ['x,"y"']] };
    expect(toCsv(table).split('\n')).toHaveLength(5);
    expect(toCsv(table)).toContain('\n\'=1+1\n"x,""y"""\n');
    expect(toMarkdown(table)).toContain('\\|\\`\\<b\\>');
    expect(toDot([{ from: '"', to: 'b', label: '\\' }])).toBe('digraph {\n  "\\"" -> "b" [label="\\\\"];\n}\n');
  });
});

test.each(['=1+1', '+1', '-1+1', '@SUM(1)'])('no spreadsheet takes %s for a formula', (text) => {
  expect(toCsv({ columns: ['a'], rows: [[text]] })).toBe(`a\n'${text}\n`);
});
