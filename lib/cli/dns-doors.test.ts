/** Whether a policy leaves DNS out: check, explain and the sentence of a draft that adds the policy never disagree. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeEffect } from '#draft';
import { createEngine, KUBERNETES, policyId } from '#engine';
import { collectObjects } from './objects/collect-objects.ts';
import { readFiles } from './read/read-files.ts';
import { toSnapshot } from './snapshot/to-snapshot.ts';
import { capturedRun } from './testing/captured-run.ts';

interface Case {
  /** The policy that isolates the clients. */
  readonly policy: string;
  readonly client: string;
  /** The server as it is asked, and at which port; absent where none is in the input. */
  readonly server?: readonly [string, number];
  /** What the policy lets through. */
  readonly open: readonly ('UDP' | 'TCP')[];
}

const BOTH = ['UDP', 'TCP'] as const;
const web = (server: Case['server'], open: Case['open']): Case => ({
  policy: 'shop/web-out',
  client: 'shop/web',
  ...(server && { server }),
  open,
});

const OWN = join(import.meta.dirname, '../findings/fixtures');
const OWN_CASES: Readonly<Record<string, Case>> = {
  'dns-of-own-labels.yaml': web(['kube-system/names', 1053], []),
  'dns-of-own-labels-admitted.yaml': web(['kube-system/names', 1053], BOTH),
  'dns-private-block-elsewhere.yaml': web(['kube-system/coredns', 53], []),
  'dns-node-local-cache.yaml': web(['169.254.20.10', 53], BOTH),
  'dns-udp-alone.yaml': web(['kube-system/coredns', 53], ['UDP']),
  'dns-unseen.yaml': web(undefined, []),
  'dns-unseen-admitted.yaml': web(undefined, BOTH),
};

const SHARED = join(import.meta.dirname, '../../../shared/cases');
const coredns = ['kube-system/coredns', 53] as const;
const SHARED_CASES: Readonly<Record<string, Case>> = {
  'verdicts/dns-ipblock.yaml': { policy: 'x/p', client: 'x/a', server: coredns, open: [] },
  'verdicts/dns-internet-only.yaml': { policy: 'x/p', client: 'x/a', server: coredns, open: [] },
  'reports/02-dns-forgotten': { policy: 'lab/api-out', client: 'lab/api', server: coredns, open: [] },
  'reports/03b-dns-by-address': { policy: 'lab/api-out', client: 'lab/api', server: ['172.20.0.10', 53], open: BOTH },
  'reports/69-openshift-dns-right': {
    policy: 'app/right',
    client: 'app/a',
    server: ['openshift-dns/dns-default', 5353],
    open: BOTH,
  },
  'reports/69b-openshift-dns-wrong': {
    policy: 'app/wrong',
    client: 'app/a',
    server: ['openshift-dns/dns-default', 5353],
    open: [],
  },
  'reports/R03-fix-cuts-dns/own.yaml': { policy: 'shop/own-namespace', client: '', open: BOTH },
  'reports/R03-fix-cuts-dns/own-without.yaml': { policy: 'shop/own-namespace', client: '', open: [] },
};

const cases = [
  ...Object.entries(OWN_CASES).map(([name, one]) => [name, join(OWN, name), one] as const),
  ...(existsSync(SHARED)
    ? Object.entries(SHARED_CASES).map(([name, one]) => [name, join(SHARED, name), one] as const)
    : []),
];

describe.each(cases)('%s', (_, path, { policy, client, server, open }) => {
  const missing = BOTH.filter((protocol) => !open.includes(protocol));

  test('check', async () => {
    const { out } = await capturedRun('check', path, '--format', 'json');
    const { findings } = JSON.parse(out) as { findings: { code: string; policy?: string; facts: object }[] };
    const found = findings.filter((one) => one.code === 'egress-without-dns');
    expect(found.map((one) => [one.policy, one.facts])).toEqual(
      missing.length > 0 ? [[policy, { protocols: missing }]] : [],
    );
  });

  test.runIf(server)('explain', async () => {
    const [to = '', port = 0] = server ?? [];
    for (const protocol of BOTH) {
      const question = ['--from', client, '--to', to, '--port', `${port}`, '--protocol', protocol];
      const { out } = await capturedRun('explain', path, ...question, '--format', 'json');
      const { verdict } = JSON.parse(out) as { verdict: string };
      expect([protocol, verdict]).toEqual([protocol, open.includes(protocol) ? 'allowed' : 'denied']);
    }
  });

  test.runIf(client)('the sentence of a draft that adds the policy', () => {
    const sentence = effectOfAdding(path, policy);
    const name = client.split('/')[1];
    if (!open.includes('UDP')) expect(sentence).toContain(`Cuts DNS for ${name}.`);
    else if (missing.length > 0) expect(sentence).toContain(`Cuts DNS over TCP for ${name}.`);
    else expect(sentence).not.toContain('Cuts DNS');
  });
});

function effectOfAdding(path: string, id: string): string {
  const { documents } = readFiles([path], () => {});
  const snapshot = toSnapshot(collectObjects(documents).objects, KUBERNETES);
  const isIt = (one: (typeof snapshot.policies)[number]) => policyId(one) === id;
  const policy = snapshot.policies.find(isIt);
  if (!policy) throw new Error(`no ${id}`);
  const before = createEngine({ ...snapshot, policies: snapshot.policies.filter((one) => !isIt(one)) }, KUBERNETES);
  return describeEffect(before.diff([{ action: 'put', policy }])).sentence;
}
