import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capturedRun } from './testing/captured-run.ts';

const REFUSED = `# Told by line.
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: on
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: wrong-port}
spec:
  podSelector: {}
  ingress:
  - ports:
    - port: 70000
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: host-bits}
spec:
  podSelector: {}
  ingress:
  - from:
    - ipBlock:
        cidr: 10.1.2.3/8
---
apiVersion: v1
kind: Frobnicator
---
metadata: {name: x}
---
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
---
- a
---
a: [
---
apiVersion: v1
kind: Pod
metadata:
  name: Not_A_Name
---
apiVersion: v1
kind: Pod
metadata: {name: one}
---
apiVersion: v1
kind: Pod
metadata:
  name: one
`;
const MEGABYTES = 10 * 1024 * 1024;
const POD = 'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: c}]}\nmetadata:\n  name: p';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netpol-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

test('every fault is told with file, line and reason, in their order, and the rest is read', async () => {
  const file = written('refused.yaml', REFUSED);
  const { code, out, err } = await capturedRun('list', file);
  expect(code).toBe(2);
  const told = err.replaceAll(file, 'f').trimEnd().split('\n');
  expect(told.map((line) => line.slice(0, 66))).toEqual([
    'f:7: json: cannot unmarshal bool into Go struct field ObjectMeta.m',
    'f:16: spec.ingress[0].ports[0].port: Invalid value: 70000: must be',
    'f:26: Warning: spec.ingress[0].from[0].ipBlock.cidr: CIDR value "1',
    'f:29: no matches for kind "Frobnicator" in version "v1"',
    "f:31: Object 'Kind' is missing",
    'f:34: Warning: NetworkPolicy of projectcalico.org is not judged: w',
    'f:36: this is no object: `apiVersion`, `kind` and `metadata` must ',
    'f:39: yaml: line 39: did not find expected node content',
    'f:40: Warning: spec.containers: Required value',
    'f:43: metadata.name: Invalid value: "Not_A_Name": a lowercase RFC ',
    'f:45: Warning: spec.containers: Required value',
    'f:49: Warning: spec.containers: Required value',
    'f:52: Warning: Pod default/one is there twice: this one counts, as',
  ]);
  expect(out).toContain('10.0.0.0-10.255.255.255[External] => default/one[Pod] : All Connections (unknown)\n');
});

test('a warning alone is no bad input', async () => {
  const policy = 'metadata: {name: p}\nspec:\n  podSelector: {}\n  egress: [{to: [{ipBlock: {cidr: 10.0.0.1/8}}]}]\n';
  const file = written('warned.yaml', `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${policy}`);
  const { code, err } = await capturedRun('list', file);
  expect(code).toBe(0);
  expect(err).toContain(`${file}:6: Warning: spec.egress[0].to[0].ipBlock.cidr: CIDR value "10.0.0.1/8" is ambiguous`);
});

describe.each([
  ['nothing', '', /there is no object/],
  ['only comments', '# a\n---\n# b\n', /there is no object/],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0xfd, 0x00, 0xd8]), /:1: /],
  ['a template of Helm', 'a: {{ .Values.x }}\n', /:1: /],
  ['an alias bomb', bomb(), /:1: Excessive alias count/],
  ['an object within itself', `${POD}\n  labels: &l\n    a: *l\n`, /:\d: /],
  ['a tab', `${POD}\n\tx: y\n`, /:6: yaml: line 6: found character that cannot start any token/],
  ['deep flow', `a: ${'['.repeat(10_000)}`, /:1: nested deeper/],
  ['deep blocks', '- '.repeat(10_000), /:1: nested deeper/],
  ['deep JSON', '{"a":'.repeat(10_000), /:1: nested deeper/],
  ['10 MB of one character', 'a'.repeat(MEGABYTES), /:1: /],
  ['10 MB of an open quote', `a: "${'x'.repeat(MEGABYTES)}`, /:1: /],
  [
    '10 MB of aliases',
    `a: &a x\n${'same: *a\n'.repeat(MEGABYTES / 9)}`,
    /:1: more than 4 MiB of YAML with faults, aliases or tags/,
  ],
  ['10 MB of short items', '- a\n'.repeat(MEGABYTES / 4), /:1: so many keys and items for its size/],
  ['10 MB of numbers', numbers(MEGABYTES / 10), /:1: this is no object/],
  ['10 MB of tiny documents', 'x: 1\n---\n'.repeat(MEGABYTES / 9), /: more than 200000 documents/],
  ['10 MB of tiny JSON', '{}'.repeat(MEGABYTES / 2), /:1: more than 200000 documents: from line 1 on/],
  ['10 MB of empty items', `{"kind":"List","items":[${'{},'.repeat(MEGABYTES / 3)}{}]}`, /:1: more than 500000 items/],
  ['lists in lists', '{"apiVersion":"v1","kind":"List","items":['.repeat(9) + ']}'.repeat(9), /:1: lists within lists/],
  ['10 MB of separators', '---\n'.repeat(MEGABYTES / 4), /there is no object/],
  ['10 MB of a name', `${POD}${'-'.repeat(MEGABYTES)}\n`, /:5: metadata.name: Invalid value: "p-{900}/],
  ['10 MB of pods without a name', podList(200_000), /:1: metadata.name: Required value/],
])('%s', (name, content, message) => {
  test('ends in a message', { timeout: 60_000 }, async () => {
    const file = written(`${name.replaceAll(' ', '-')}.yaml`, content);
    const { code, out, err } = await capturedRun('list', file);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err.split('\n').length).toBeLessThan(1100);
  });
});

test('10 MB of folded texts are read', { timeout: 60_000 }, async () => {
  const text = (at: number) => `${POD}${at}\n  annotations:\n    x: >\n${'      some words\n'.repeat(600)}`;
  const pods = Array.from({ length: 1000 }, (_, at) => text(at)).join('---\n');
  const { code, err } = await capturedRun(
    'explain',
    written('folded.yaml', pods),
    '--from',
    'default/p1',
    '--to',
    '1.1.1.1',
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

test('what nests too deep spoils its own document only', async () => {
  const deep = Array.from({ length: 300 }, (_, at) => `${' '.repeat(at)}a:\n`).join('');
  const { code, out, err } = await capturedRun('list', written('deep.yaml', `${deep}---\n${POD}\n`));
  expect(code).toBe(2);
  expect(err).toMatch(/:200: nested deeper than 200 levels\n$/);
  expect(out).toContain('default/p[Pod]');
});

test('of a key that stands twice the last counts, as with kubectl, and its line is told', async () => {
  const json =
    '{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"name": "c"}]},\n "metadata": {"name": "a",\n  "name": "b"}}';
  for (const [file, line, words] of [
    [written('twice.json', json), 3, 'duplicate field "name"'],
    [written('twice.yaml', `${POD}\n  name: b\n`), 6, 'line 6: key "name" already set in map'],
  ] as const) {
    const { code, out, err } = await capturedRun('list', file);
    expect({ code, err }).toEqual({
      code: 0,
      err: `${file}:${line}: Warning: ${words}; the last counts, as with kubectl\n`,
    });
    expect(out).toContain('default/b[Pod]');
  }
});

test('an alias of no anchor is told at its own line', async () => {
  const file = written('alias.yaml', `${POD}\n---\n${POD.replace('name: p', 'name: q')}\n  labels: *nobody\n`);
  const { code, err } = await capturedRun('list', file);
  expect({ code, err }).toEqual({ code: 2, err: `${file}:12: yaml: unknown anchor 'nobody' referenced\n` });
});

test('what a merge brings in is told where it is written', async () => {
  const base = 'metadata: &base {name: Bad_Name}\n';
  const file = written(
    'merge.yaml',
    `apiVersion: v1\nkind: Pod\n${base}---\n`.replace('---', 'spec: {containers: [{name: c}]}\nstatus:\n  <<: *base'),
  );
  expect((await capturedRun('list', file)).err).toMatch(/:3: metadata.name: Invalid value/);
});

test.each<[string, (text: string) => Buffer]>([
  ['with a mark at its beginning', (text) => Buffer.from(`\ufeff${text}`)],
  ['in UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['in UTF-16, the other way round', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ['with the line ends of Windows', (text) => Buffer.from(text.replaceAll('\n', '\r\n'))],
])('a file %s is read', async (name, encode) => {
  const file = written(`${name.replaceAll(/\W/g, '-')}.yaml`, encode(`${POD}\n---\n${POD}2\n`));
  const { code, out, err } = await capturedRun('list', file);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('default/p[Pod] => default/p2[Pod]');
});

describe('what a server says of containers', () => {
  const pod = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: ${spec}\n`;
  test.each([
    ['none', pod('{}'), 'spec.containers: Required value'],
    ['an empty list', pod('{containers: []}'), 'spec.containers: Required value'],
    ['one without a name', pod('{containers: [null]}'), 'spec.containers[0].name: Required value'],
    [
      'a port name in two of them',
      pod(
        '{containers: [{name: a, ports: [{name: http, containerPort: 1}]}, {name: b, ports: [{name: http, containerPort: 2}]}]}',
      ),
      'spec.containers[1].ports[0]: duplicate port name "http" with spec.containers[0].ports[0], services and probes that select ports by name will use spec.containers[0].ports[0]',
    ],
  ])('%s', async (_, text, words) => {
    const { code, out, err } = await capturedRun('list', written('containers.yaml', text));
    expect(code).toBe(0);
    expect(err).toContain(`Warning: ${words}`);
    expect(out).toContain('default/p[Pod]');
  });
});

test('the hint fits what is meant: text that YAML takes for a number, or a port that lacks its key', async () => {
  const policy = (ports: string) =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: {podSelector: {}, ingress: [{ports: ${ports}}]}\n`;
  const bare = await capturedRun('list', written('bare.yaml', policy('[5432]')));
  expect(bare.err).toMatch(/ports\[0\] must hold fields .*, not a number: write `- port: 5432`\.\n/);
  const number = await capturedRun('list', written('number.yaml', policy('[{protocol: 6}]')));
  expect(number.err).toMatch(/protocol must be text, not a number: put it in quotes, "6"\.\n/);
});

test('what bears on no verdict is a warning, and the pod is read', async () => {
  const text = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  hostnetwork: true
  containers:
  - name: c
    port: []
    ports:
    - {name: http, containerPort: 80}
    - {name: http, containerPort: 81}
    - {name: Http}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: app}
spec:
  replica: 3
  template: {}
labels: {a: b}
`;
  const file = written('misspelt.yaml', text);
  const { code, out, err } = await capturedRun('list', file);
  expect(
    err
      .replaceAll(file, 'f')
      .replace(/must contain only.*/, '...')
      .split('\n'),
  ).toEqual([
    'f:5: Warning: unknown field "spec.hostnetwork"; it is not read',
    'f:8: Warning: unknown field "spec.containers[0].port"; it is not read',
    'f:11: Warning: spec.containers[0].ports[1].name: Duplicate value: "http"',
    'f:12: Warning: spec.containers[0].ports[2].name: Invalid value: "Http": ...',
    'f:12: Warning: spec.containers[0].ports[2].containerPort: Required value; the port is not read',
    'f:18: Warning: unknown field "spec.replica"; it is not read',
    'f:19: Warning: spec.template.spec.containers: Required value',
    'f:20: Warning: unknown field "labels"; it is not read',
    '',
  ]);
  expect(code).toBe(0);
  expect(out).toContain('default/web[Pod] => default/app[Deployment] : All Connections');
});

test('a bare y as a key is told, and read as kubectl reads it', async () => {
  const file = written('key.yaml', `${POD}\n  labels:\n    y: "1"\n`);
  const { code, err } = await capturedRun('list', file);
  const words = 'The key y is read as true, as kubectl does (YAML 1.1). Quote it to mean text.';
  expect({ code, err }).toEqual({ code: 0, err: `${file}:7: Warning: ${words}\n` });
});

test('what a verdict rests on must have its type', async () => {
  const owner = '{apiVersion: v1, kind: X, name: x, uid: u, controller: "true"}';
  const text = [
    'spec: {hostNetwork: "true"}',
    'status: {podIPs: [10.0.0.1]}',
    `metadata: {name: p, ownerReferences: [${owner}]}`,
  ].map((part) => `apiVersion: v1\nkind: Pod\n${part.startsWith('metadata') ? '' : 'metadata: {name: p}\n'}${part}\n`);
  const { err } = await capturedRun('list', written('types.yaml', text.join('---\n')));
  expect(err.match(/into Go .*/g)).toEqual([
    'into Go struct field PodSpec.spec.hostNetwork of type bool',
    'into Go struct field PodStatus.status.podIPs of type v1.PodIP',
    'into Go struct field OwnerReference.metadata.ownerReferences.controller of type bool',
  ]);
});

test('a file that is not there is told, and the others are read', async () => {
  const { code, out, err } = await capturedRun('list', join(folder, 'none'), written('one.yaml', POD));
  expect(code).toBe(2);
  expect(err).toBe(`${join(folder, 'none')}:1: there is no such file or folder\n`);
  expect(out).toContain('default/p[Pod]');
});

test('several JSON documents may stand in one file', async () => {
  const pod = (name: string) => JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name } }, undefined, 1);
  const { code, out } = await capturedRun('list', written('two.json', `${pod('a')}\n${pod('b')}`));
  expect(code).toBe(0);
  expect(out).toContain('default/a[Pod] => default/b[Pod]');
});

test('JSON and YAML may stand in one file, apart as YAML is', async () => {
  const json = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } });
  for (const [name, text] of [
    ['mixed.yaml', `${json}\n---\n${POD}\n`],
    ['mixed.json', `${json}\n---\n${json.replace('"a"', '"p"')}`],
  ] as const) {
    const { code, out } = await capturedRun('list', written(name, text));
    expect(code).toBe(0);
    expect(out).toContain('default/a[Pod] => default/p[Pod]');
  }
});

test('a fault in JSON is told with its line', async () => {
  const file = written('broken.json', '{\n  "a": 1,\n  "b": x\n}\n');
  expect((await capturedRun('list', file)).err).toContain(`${file}:3: not valid JSON`);
});

test('a list that would not fit is refused before it is made', async () => {
  const pods = Array.from({ length: 2300 }, (_, at) => `${POD}${at}\n`).join('---\n');
  const { code, err } = await capturedRun('list', written('many.yaml', pods));
  expect(code).toBe(2);
  expect(err).toMatch(
    /^netpol: the list of these 2300 workloads may have 5\d{6} rows, and at most 5000000 rows are listed: /m,
  );
});

describe('the command line', () => {
  test.each([
    [[], 'a command is missing'],
    [['lost'], 'there is no command lost'],
    [['list'], 'list needs an input'],
    [['list', 'x', '--lvl', 'pod'], 'list has no option --lvl'],
    [['list', 'x', '--level', 'pods'], '--level must be workload, pod; not pods'],
    [['list', 'x', '--format'], '--format needs a value'],
    [['list', 'x', '--from', 'y'], 'list has no option --from'],
    [['diff', 'x'], 'diff takes BEFORE and AFTER'],
    [['diff', '-', '-'], 'standard input can be only one'],
    [['explain', 'x', '--from', 'a'], 'explain needs --from and --to'],
    [['explain', 'x', '--from', 'a', '--to', 'b', '--port', '0'], '--port must be 1 to 65535'],
    [['check', 'x', '--context', 'y'], 'give either inputs or --context'],
  ])('%j is refused: %s', async (argv, reason) => {
    const { code, out, err } = await capturedRun(...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`netpol: ${reason}`);
  });
});

function bomb(): string {
  const level = (at: number) => `a${at}: &a${at} [${Array.from({ length: 9 }, () => `*a${at - 1}`).join(', ')}]\n`;
  return `a0: &a0 [x]\n${Array.from({ length: 11 }, (_, at) => level(at + 1)).join('')}`;
}

function numbers(count: number): string {
  return Array.from({ length: count }, (_, at) => `- 1_${at}0`).join('\n');
}

function podList(count: number): string {
  const item = '{"metadata":{"namespace":"a"},"spec":{}}';
  return `{"apiVersion":"v1","kind":"PodList","items":[${Array.from({ length: count }, () => item).join()}]}`;
}
