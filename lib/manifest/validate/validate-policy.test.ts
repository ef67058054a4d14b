import { describe, expect, test } from 'vitest';
import { recorded } from '../fixtures/record.ts';
import { type Cause, invalidMessage } from '../problems/field-error.ts';
import { policyWarnings } from './policy-warnings.ts';
import { validatePolicy } from './validate-policy.ts';

const refusals = [...recorded('invalid-'), ...recorded('name-missing')];
const accepted = ['default-', 'explicit-', 'empty-', 'cidr-', 'end-port-', 'policy-types-', 'spec-', 'pod-selector-'];

const byText = (a: Cause, b: Cause) => (a.message < b.message ? -1 : 1);

function withPort(port: object): unknown {
  return { metadata: { name: 'p' }, spec: { ingress: [{ ports: [port] }] } };
}

function withBlock(cidr: string, except?: string[]): unknown {
  return { metadata: { name: 'p' }, spec: { ingress: [{ from: [{ ipBlock: { cidr, except } }] }] } };
}

describe('refuses what the API server refuses, in its words and order', () => {
  test('there are recordings', () => expect(refusals.length).toBeGreaterThan(24));

  test.each(refusals.map((record) => [record.name, record] as const))('%s', (name, record) => {
    const causes = validatePolicy(record.request.body);
    const expected = record.response.body.details?.causes as readonly Cause[];
    // The server goes through a map of labels in random order.
    if (name === 'invalid-label-syntax') return expect([...causes].sort(byText)).toEqual([...expected].sort(byText));
    expect(causes).toEqual(expected);
    const policy = record.request.body as { metadata: { name?: string } };
    expect(invalidMessage(policy.metadata.name ?? '', causes)).toBe(record.response.body.message);
  });
});

describe('takes what the API server takes', () => {
  const records = accepted.flatMap(recorded);
  test.each(records.map((record) => [record.name, record] as const))('%s', (_name, record) => {
    expect(validatePolicy(record.request.body)).toEqual([]);
  });
});

describe('warns in the words of the Warning header', () => {
  const records = accepted.flatMap(recorded);
  test.each(records.map((record) => [record.name, record] as const))('%s', (_name, record) => {
    const headers = [record.response.headers.Warning ?? []].flat();
    const expected = headers.map((header) => JSON.parse(header.slice('299 - '.length)) as string);
    const warnings = policyWarnings(record.request.body).map(({ field, message }) => `${field}: ${message}`);
    expect(warnings).toEqual(expected);
  });

  test('an IPv4-mapped IPv6 range is named with the range the server suggests', () => {
    const [warning] = policyWarnings(withBlock('::ffff:10.0.0.0/104'));
    expect(warning?.message).toContain('will be considered invalid in a future Kubernetes release');
  });
});

describe('rules that no recording shows', () => {
  test('a port name breaks every rule it breaks', () => {
    const messages = validatePolicy(withPort({ port: '-1--2345678901234' })).map((cause) => cause.message);
    expect(messages.map((message) => message.split(': ').at(-1))).toEqual([
      'must be no more than 15 characters',
      'must contain at least one letter (a-z)',
      'must not contain consecutive hyphens',
      'must not begin or end with a hyphen',
    ]);
  });

  test.each(['1.2.3.4/33', '1.2.3/8', '::/129', '1::2::3/64', '10.0.0.0/', 'fe80::1%eth0/64', '256.0.0.0/8', '/8'])(
    '%s is no CIDR',
    (cidr) => expect(validatePolicy(withBlock(cidr))).toHaveLength(1),
  );

  test.each(['0.0.0.0/0', '::/0', '10.0.0.1/032', '1::/16', '::ffff:1.2.3.4/128', '1:2:3:4:5:6:7:8/128'])(
    '%s is a CIDR',
    (cidr) => expect(validatePolicy(withBlock(cidr))).toEqual([]),
  );

  test('an exception inside the block is taken, one of its own size is not', () => {
    expect(validatePolicy(withBlock('2001:db8::/32', ['2001:db8:1::/48']))).toEqual([]);
    expect(validatePolicy(withBlock('2001:db8::/32', ['2001:db8::/32']))).toHaveLength(1);
  });

  test('a name of two megabytes is refused without delay', () => {
    const causes = validatePolicy({ metadata: { name: 'a'.repeat(2_000_000) } });
    expect(causes.map((cause) => cause.message.slice(-35))).toEqual(['must be no more than 253 characters']);
  });

  test('label keys named like members of every object are ordinary keys', () => {
    const labels = JSON.parse('{"constructor":"a","__proto__":"not ok!"}');
    expect(validatePolicy({ metadata: { name: 'p', labels } })).toHaveLength(2);
  });
});
