/** Policies of kinds that are known and not judged: what they may change is unknown, at every door and in every format. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KubeTransport } from '#cluster';
import { servedPolicies } from '#cluster';
import { OTHER_POLICY_KINDS } from '#engine';
import { capturedRun } from './testing/captured-run.ts';

const PODS = join(import.meta.dirname, 'fixtures/other-policies/pods.yaml');
const FORMATS = ['txt', 'json', 'csv', 'md', 'dot'];
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netpol-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, ...documents: readonly object[]): string {
  const file = join(folder, name);
  writeFileSync(file, documents.map((document) => JSON.stringify(document)).join('\n---\n'));
  return file;
}

function policyOf({ group, kind, namespaced }: (typeof OTHER_POLICY_KINDS)[number]) {
  const metadata = { name: 'deny', ...(namespaced && { namespace: 'shop' }) };
  return { apiVersion: `${group}/v1`, kind, metadata, spec: { note: 1 } };
}

function definitionOf({ group, kind }: (typeof OTHER_POLICY_KINDS)[number]) {
  const metadata = { name: 'definition' };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata,
    spec: { group, names: { kind } },
  };
}

const explain = (file: string, from: string, to: string, format = 'json') =>
  capturedRun('explain', PODS, file, '--from', from, '--to', to, '--port', '80', '--format', format);

describe.each(OTHER_POLICY_KINDS)('$kind of $group', (kind) => {
  test('makes unknown what it may deny, with and without its definition in the input', async () => {
    for (const documents of [[policyOf(kind)], [definitionOf(kind), policyOf(kind)]]) {
      const { out, code, err } = await explain(written('policy.yaml', ...documents), 'shop/web', 'shop/db');
      expect(JSON.parse(out)).toMatchObject({ verdict: 'unknown', because: expect.stringContaining(kind.kind) });
      expect({ code, told: err.includes(`${kind.kind} of ${kind.group} is not judged`) }).toEqual({
        code: 2,
        told: true,
      });
    }
  });

  test('leaves alone what it cannot concern', async () => {
    const { out } = await explain(written('policy.yaml', policyOf(kind)), 'far/a', 'far/b');
    expect(JSON.parse(out).verdict).toBe(kind.namespaced ? 'allowed' : 'unknown');
  });

  test('a denial stands where it can only deny more', async () => {
    const deny = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'deny', namespace: 'shop' },
      spec: { podSelector: {} },
    };
    const { out } = await explain(written('policy.yaml', policyOf(kind), deny), 'shop/web', 'shop/db');
    expect(JSON.parse(out).verdict).toBe(kind.mayAllow ? 'unknown' : 'denied');
  });
});

describe('one of them in the input', () => {
  const [kind] = OTHER_POLICY_KINDS.filter(({ namespaced }) => namespaced);
  const policy = kind ? policyOf(kind) : {};

  test.each(FORMATS)('marks its rows of a list as %s', async (format) => {
    const file = written('policy.yaml', policy);
    const { out, code } = await capturedRun('list', PODS, file, '--format', format);
    const lines = out.split('\n');
    const between = (a: string, b: string) =>
      lines.find((line) => line.indexOf(a) >= 0 && line.indexOf(a) < line.indexOf(b));
    expect(code).toBe(2);
    expect(between('shop/web[', 'shop/db[')).toContain('unknown');
    expect(between('far/a[', 'far/b[')).not.toContain('unknown');
  });

  test.each(FORMATS)('is no answer of an explanation as %s', async (format) => {
    const { out } = await explain(written('policy.yaml', policy), 'shop/web', 'shop/db', format);
    expect(out).toContain('unknown');
  });

  test('is a difference, as long as it is on one side alone or written otherwise', async () => {
    const [before, after] = [written('before.yaml', policy), written('after.yaml', { ...policy, spec: { note: 2 } })];
    const { out, code } = await capturedRun('diff', before, after, '--format', 'json');
    expect({ code, unjudged: JSON.parse(out).unjudged }).toEqual({
      code: 2,
      unjudged: [`${kind?.kind}.${kind?.group} shop/deny`],
    });
    const same = await capturedRun('diff', before, before, '--format', 'json');
    expect(JSON.parse(same.out).unjudged).toEqual([]);
  });

  test('is told by check, which may find too little', async () => {
    const { out, code } = await capturedRun('check', PODS, written('policy.yaml', policy), '--format', 'json');
    expect({ code, unjudged: JSON.parse(out).unjudged }).toEqual({
      code: 2,
      unjudged: [`${kind?.kind}.${kind?.group} shop/deny`],
    });
  });
});

test('a cluster is asked for every version of the groups they are of', async () => {
  const answers: Record<string, object> = {
    '/apis': {
      groups: [
        { name: 'apps', versions: [{ version: 'v1' }] },
        {
          name: 'policy.networking.k8s.io',
          preferredVersion: { version: 'v1alpha1' },
          versions: [{ version: 'v1alpha2' }, { version: 'v1alpha1' }],
        },
      ],
    },
    '/apis/policy.networking.k8s.io/v1alpha1': { resources: [{ name: 'adminnetworkpolicies' }] },
    '/apis/policy.networking.k8s.io/v1alpha2': { resources: [{ name: 'clusternetworkpolicies' }] },
  };
  const transport: Pick<KubeTransport, 'request'> = {
    request: ({ path }) => Promise.resolve({ status: answers[path] ? 200 : 404, headers: {}, body: answers[path] }),
  };
  const served = await servedPolicies(transport);
  expect(served.map(({ version, plural }) => `${version} ${plural}`)).toEqual([
    'v1alpha1 adminnetworkpolicies',
    'v1alpha2 clusternetworkpolicies',
  ]);
});
