/** What lies beside manifests in a repository: told once a kind, and no bad input. */

import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { capturedRun } from './testing/captured-run.ts';

const FOLDER = join(import.meta.dirname, 'fixtures/passed-over');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netpol-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A file of its own for each template: they are no YAML, so no tool would bear them beside the others. */
function withTemplate(text: string): string {
  cpSync(FOLDER, folder, { recursive: true });
  writeFileSync(join(folder, 'template.yaml'), text);
  return folder;
}

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: {{ include "shop.name" . }}
  labels:
    {{- include "shop.labels" . | nindent 4 }}
`;
const POLICY = `{{- if .Values.on }}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .n }}
{{- end }}
`;

test('custom resources, charts, values, compose files, templates and Namespaces told twice: one line each', async () => {
  const { code, out, err } = await capturedRun('list', withTemplate(SERVICE));
  expect({ code, lines: err.replaceAll(`${folder}/`, '').trimEnd().split('\n').sort() }).toEqual({
    code: 0,
    lines: [
      'chart/Chart.yaml:1: Warning: a chart of Helm is passed over: give the output of `helm template`',
      'chart/values.yaml:1: Warning: no Kubernetes object (values, compose files and the like): passed over (and 1 more like it)',
      'namespaces.yaml:10: Warning: Widget of widgets.example.com is not known here: objects of this kind are passed over (and 1 more like it)',
      'namespaces.yaml:3: Warning: a Namespace is there several times: the last counts (and 1 more like it)',
      'template.yaml:4: Warning: a template that is not rendered is passed over: render it first (helm template)',
    ],
  });
  expect(out).toContain('shop/web[Pod]');
});

test('a template that would make a policy is bad input: every verdict may hang on it', async () => {
  const { code, err } = await capturedRun('list', withTemplate(POLICY));
  expect(code).toBe(2);
  expect(err).toContain(
    'template.yaml:1: a template of a NetworkPolicy that is not rendered: it is not read; render it',
  );
});

test('an input of nothing but such things is no answer', async () => {
  const { code, err } = await capturedRun('list', join(FOLDER, 'chart'));
  expect(code).toBe(2);
  expect(err).toContain('there is no object in it');
});

test.each([
  [
    'a kind that Kubernetes does not have',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolcy\nmetadata: {name: x}\n',
  ],
  ['a known kind of another group', 'apiVersion: network.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: x}\n'],
  ['an object without a kind', 'apiVersion: v1\nmetadata: {name: x}\n'],
])('%s stays a mistake', async (_, text) => {
  writeFileSync(join(folder, 'x.yaml'), text);
  expect((await capturedRun('list', join(folder, 'x.yaml'), join(FOLDER, 'app.yaml'))).code).toBe(2);
});
