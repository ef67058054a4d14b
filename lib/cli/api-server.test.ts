/** The API server as the end of a question: a Service without a selector, whose endpoints are in the input. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { capturedRun } from './testing/captured-run.ts';

const file = (name: string) => join(import.meta.dirname, '../findings/fixtures', `${name}.yaml`);

async function explained(name: string, profile: string) {
  const question = ['--from', 'op/operator', '--to', '172.20.0.1', '--port', '443', '--profile', profile];
  const { out } = await capturedRun('explain', file(name), ...question, '--format', 'json');
  return JSON.parse(out);
}

const blocks = (fix: { spec: { egress: readonly { to: readonly { ipBlock: { cidr: string } }[] }[] } }) =>
  fix.spec.egress[0]?.to.map(({ ipBlock }) => ipBlock.cidr);

test('what would admit it names every endpoint; under the VPC CNI the address of the Service, which is what it judges', async () => {
  const kubernetes = await explained('api-server-known', 'kubernetes');
  expect(kubernetes.verdict).toBe('denied');
  expect(blocks(kubernetes.fix)).toEqual(['10.0.5.17/32', '10.0.6.17/32']);
  expect(kubernetes.fix.spec.egress[0].ports).toEqual([{ protocol: 'TCP', port: 6443 }]);
  const eks = await explained('api-server-known', 'eks-vpc-cni');
  expect(eks.verdict).toBe('denied');
  expect(blocks(eks.fix)).toEqual(['172.20.0.1/32']);
  expect(eks.fix.spec.egress[0].ports).toEqual([{ protocol: 'TCP', port: 443 }]);
});

test('the addresses of its endpoints admit it; under the VPC CNI they do not', async () => {
  expect((await explained('api-server-admitted', 'kubernetes')).verdict).toBe('allowed');
  expect((await explained('api-server-admitted', 'eks-vpc-cni')).verdict).toBe('denied');
});

test('check offers to admit the API server only where its addresses are in the input', async () => {
  const labels = async (name: string) => {
    const { out } = await capturedRun('check', file(name), '--format', 'json');
    const { findings } = JSON.parse(out) as { findings: { code: string; fixes?: { label: string }[] }[] };
    return findings
      .filter(({ code }) => code === 'api-server-shut')
      .map(({ fixes = [] }) => fixes.map((fix) => fix.label));
  };
  expect(await labels('api-server-shut')).toEqual([[]]);
  expect(await labels('api-server-known')).toEqual([['Admit the API server']]);
});

test('under the VPC CNI a rule for all pods of its namespace may stand for its Service, on the port behind it alone', async () => {
  const dnsOnly = join(import.meta.dirname, 'fixtures/api-server/cron-job.yaml');
  const rule = join(import.meta.dirname, 'fixtures/api-server/all-pods-of-default.yaml');
  const verdict = async (...inputs: readonly string[]) => {
    const question = ['--from', 's/backup', '--to', '10.96.0.1', '--port', '443', '--profile', 'eks-vpc-cni'];
    const { out } = await capturedRun('explain', ...inputs, ...question, '--format', 'json');
    return JSON.parse(out);
  };
  expect(await verdict(dnsOnly)).toMatchObject({ verdict: 'denied' });
  expect(await verdict(dnsOnly, rule)).toMatchObject({
    verdict: 'unknown',
    because: expect.stringContaining('s/to-default spec.egress[0] admits all pods of its namespace'),
  });
});
