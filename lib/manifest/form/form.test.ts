import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RandomCluster, seeded } from '../../engine/naive/random-cluster.ts';
import { writtenByHand } from '../fixtures/written-by-hand.ts';
import { sameValue } from '../patch/patch-op.ts';
import { asFields } from '../yaml/plain-value.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { placeAtLine, placesIn, rulesOf } from './form-elements.ts';
import { plainly, valueOfForm } from './naive/value-of-form.ts';
import type { PolicyForm } from './policy-form.ts';
import { readForm } from './read-form.ts';

const CASES = Math.max(50, Math.round(Number(process.env.NETPOL_CASES ?? 20_000) * 0.05));
const FIRST = Number(process.env.NETPOL_SEED ?? 1);
const ROOT = new URL('../../..', import.meta.url).pathname;
/** More manifests to hold to the same law, by hand. */
const FOLDERS = [join(ROOT, 'lib'), join(ROOT, 'packages'), process.env.NETPOL_MANIFESTS ?? ''];

function formOf(text: string): PolicyForm {
  const form = readForm(text, readYaml(text).documents[0]?.range[0] ?? 0);
  if (!form) throw new Error(`no form of\n${text}`);
  return form;
}

function manifestsIn(folder: string): readonly string[] {
  if (folder === '' || !existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === 'node_modules' || name === 'dist') return [];
    if (statSync(path).isDirectory()) return manifestsIn(path);
    return /\.ya?ml$/.test(name) ? [path] : [];
  });
}

const policy = (spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec:\n${spec}`;

describe('a form', () => {
  test('says everything that the text says, of every manifest at hand', () => {
    let policies = 0;
    for (const path of FOLDERS.flatMap(manifestsIn)) {
      const text = readFileSync(path, 'utf8');
      for (const document of readYaml(text).documents) {
        const value = document.errors.length === 0 ? asFields(document.toJS({ maxAliasCount: 50 })) : undefined;
        if (value?.kind !== 'NetworkPolicy') continue;
        policies++;
        const form = readForm(text, document.range[0]);
        expect(form && valueOfForm(form), path).toEqual(plainly(value.spec ?? {}));
      }
    }
    expect(policies).toBeGreaterThan(30);
  });

  test('says everything that the text says, of policies written in any manner', () => {
    for (let seed = FIRST; seed < FIRST + CASES; seed++) {
      const spec = JSON.parse(JSON.stringify(new RandomCluster(seed).policy('shop').spec));
      const text = writtenByHand({ kind: 'NetworkPolicy', metadata: { name: 'p' }, spec }, seeded(seed));
      const form = formOf(text);
      if (!sameValue(valueOfForm(form), plainly(spec))) throw new Error(`seed ${seed}\n${text}`);
      for (const { path, start, end, line, endLine } of placesIn(form)) {
        const isInside = start < end && end <= text.length && line <= endLine;
        if (!isInside) throw new Error(`seed ${seed}: ${path} is at ${start} to ${end}, line ${line} to ${endLine}`);
      }
    }
  });

  test('tells absent, null, empty and everything apart', () => {
    const form = formOf(policy('  podSelector: {}\n  ingress:\n  egress:\n  - to: []\n  - ports: null\n  - {}\n'));
    expect(form.subject).toMatchObject({ state: 'everything' });
    expect(form.ingress).toMatchObject({ isolates: true, rules: { state: 'null' } });
    expect(
      rulesOf(form).map(({ peers, ports }) => ['state' in peers && peers.state, 'state' in ports && ports.state]),
    ).toEqual([
      ['empty', 'absent'],
      ['absent', 'null'],
      ['absent', 'absent'],
    ]);
    expect(form.types).toMatchObject({ state: 'defaulted', values: ['Ingress', 'Egress'] });
  });

  test('keeps what it cannot show as text in its place', () => {
    const form = formOf(
      policy(`  podSelector: &us
    matchLabels: {app: web}
  colour: red
  ingress:
  - from:
    - podSelector: *us
    - ipBlock: {cidr: 10.0.0.0/8}
      podSelector: {}
    - podSelector: {matchLabels: {app: 1}}
    when: never
`),
    );
    expect(form.subject).toMatchObject({ kind: 'text', reason: 'reference', value: { matchLabels: { app: 'web' } } });
    expect(form.others).toMatchObject([{ reason: 'unknown-field', text: 'colour: red', place: { line: 7 } }]);
    const [rule] = rulesOf(form);
    expect(rule?.others).toMatchObject([{ text: 'when: never' }]);
    expect(rule && 'items' in rule.peers && rule.peers.items).toMatchObject([
      { kind: 'pods', pods: { kind: 'text', reason: 'reference', text: 'podSelector: *us' } },
      { kind: 'text', reason: 'no-peer' },
      { kind: 'pods', pods: { requirements: [{ kind: 'text', reason: 'wrong-type', text: 'app: 1' }] } },
    ]);
  });

  test('finds the smallest element of a line, and the words above a rule', () => {
    const form = formOf(
      policy(`  podSelector: {}
  ingress:
  # the shop
  # and the till
  - from:
    - namespaceSelector: {}
      podSelector:
        matchExpressions:
        - key: app
          operator: In
          values: [a, b]
    ports:
    - port: 80
`),
    );
    expect(rulesOf(form)[0]?.comment).toBe('the shop and the till');
    const at = (line: number) => placeAtLine(form, line)?.path;
    expect(at(5)).toBe('spec.podSelector');
    expect(at(9)).toBe('spec.ingress[0].from');
    expect(at(10)).toBe('spec.ingress[0].from[0].namespaceSelector');
    expect(at(14)).toBe('spec.ingress[0].from[0].podSelector.matchExpressions[0]');
    expect(at(17)).toBe('spec.ingress[0].ports[0]');
    expect(at(2)).toBeUndefined();
  });

  test('is none of a text that does not parse', () => {
    expect(readForm('spec: [', 0)).toBeUndefined();
    expect(readForm(policy('  - a\n'), 0)).toBeUndefined();
  });
});
