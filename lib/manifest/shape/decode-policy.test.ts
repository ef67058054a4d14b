import { describe, expect, test } from 'vitest';
import { recorded } from '../fixtures/record.ts';
import { decodePolicy, decodingMessage, unknownFields } from './decode-policy.ts';

describe('refuses what the decoder refuses, in its words', () => {
  const records = ['unknown-field-strict', 'field-name-other-case', 'wrong-type'].flatMap(recorded);
  test.each(records.map((record) => [record.name, record] as const))('%s', (_name, record) => {
    const strict = record.request.path.includes('fieldValidation=Strict');
    expect(decodingMessage(record.request.body, strict)).toBe(record.response.body.message);
  });
});

test('unknown fields are taken where strictness is off', () => {
  expect(decodingMessage({ spec: { form: 1 } }, false)).toBeUndefined();
});

test('a label value that YAML reads as a number or a truth value is refused', () => {
  const [fault] = decodePolicy({ spec: { podSelector: { matchLabels: { version: 2 } } } });
  expect(fault).toMatchObject({
    kind: 'wrong-type',
    path: 'spec.podSelector.matchLabels[version]',
    message:
      'json: cannot unmarshal number into Go struct field LabelSelector.spec.podSelector.matchLabels of type string',
  });
});

test('a list where one thing belongs, and one thing where a list belongs', () => {
  const messages = decodePolicy({ spec: { policyTypes: 'Ingress', egress: [{ to: [[]] }] } }).map((f) => f.message);
  expect(messages).toEqual([
    'json: cannot unmarshal string into Go struct field NetworkPolicySpec.spec.policyTypes of type []v1.PolicyType',
    'json: cannot unmarshal array into Go struct field NetworkPolicyEgressRule.spec.egress.to of type v1.NetworkPolicyPeer',
  ]);
});

test('what the server sets itself is known', () => {
  const metadata = { managedFields: [{ manager: 'm' }], ownerReferences: [], creationTimestamp: null, generation: 1 };
  expect(unknownFields({ metadata, status: {} })).toEqual(['status']);
});
