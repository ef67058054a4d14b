/** Services as the end of a question: by name and by every address, at the ports of the pods behind them. */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capturedRun } from './testing/captured-run.ts';

const file = (name: string) => join(import.meta.dirname, 'fixtures/services', `${name}.yaml`);

async function explained(policy: string | undefined, to: string, ...options: readonly string[]) {
  const inputs = [file('shop'), ...(policy === undefined ? [] : [file(policy)])];
  const { out, code } = await capturedRun(
    'explain',
    ...inputs,
    '--from',
    'shop/web',
    '--to',
    to,
    ...options,
    '--format',
    'json',
  );
  expect(code).toBe(0);
  return JSON.parse(out);
}

describe.each(['172.20.0.5', '198.51.100.7', '198.51.100.8', 'shop/data', 'shop/data[Service]'])('to %s', (to) => {
  test.each([
    ['without a policy', undefined, 'allowed', 'allowed'],
    ['a rule for its pods, by the labels it selects by', 'by-service-labels', 'allowed', 'allowed'],
    ['a rule for its pods, by more labels than it selects by', 'by-more-labels', 'allowed', 'denied'],
    ['a rule with its own port, which the pods do not have', 'service-port', 'denied', 'denied'],
  ])('%s', async (_, policy, kubernetes, eks) => {
    const verdicts = await Promise.all(
      ['kubernetes', 'eks-vpc-cni'].map(async (profile) => {
        const { verdict } = await explained(policy, to, '--port', '80', '--profile', profile);
        return verdict;
      }),
    );
    expect(verdicts).toEqual([kubernetes, eks]);
  });
});

test('a rule for its address alone: unknown, since that is not specified; the VPC CNI admits it', async () => {
  const [kubernetes, eks] = await Promise.all(
    ['kubernetes', 'eks-vpc-cni'].map((profile) =>
      explained('by-address', '172.20.0.5', '--port', '80', '--profile', profile),
    ),
  );
  expect(kubernetes).toMatchObject({ verdict: 'unknown', because: expect.stringContaining('is not specified') });
  expect(eks).toMatchObject({ verdict: 'allowed' });
});

test('what would admit it opens the port of the pods, and not the address of the Service', async () => {
  const { fix } = await explained('service-port', '172.20.0.5', '--port', '80');
  expect(fix.spec.egress).toMatchObject([
    { ports: [{ port: 5432 }], to: [{ podSelector: { matchLabels: { app: 'db' } } }] },
  ]);
});

test.each([
  ['shop/elsewhere', '80', /name for a host outside/],
  ['172.20.0.6', '80', /selects no pods/],
  ['shop/empty', '80', /no pod stands behind/],
  ['shop/data', '81', /has no such port: it has TCP 80/],
])('%s at %s is unknown, with the reason', async (to, port, because) => {
  const decision = await explained('by-service-labels', to, '--port', port);
  expect(decision).toMatchObject({ verdict: 'unknown', because: expect.stringMatching(because) });
});

test('a Service begins no connections', async () => {
  const ends = ['--from', 'shop/data', '--to', 'shop/web'];
  expect((await capturedRun('explain', file('shop'), ...ends)).out).toMatch(
    /unknown\n {2}because Service shop\/data begins no/,
  );
});

test('the way to the pod is told', async () => {
  const ends = ['--from', 'shop/web', '--to', '172.20.0.5', '--port', '80'];
  const { out } = await capturedRun(
    'explain',
    file('shop'),
    file('by-more-labels'),
    ...ends,
    '--profile',
    'eks-vpc-cni',
  );
  expect(out).toContain('TCP 80 of Service shop/data goes to TCP 5432 of shop/db[Pod]');
  expect(out).toContain('it hangs on the profile: serviceEgress');
});
