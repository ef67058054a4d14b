import { expect, test } from 'vitest';
import { recorded } from '../fixtures/record.ts';
import { defaultPolicy } from './default-policy.ts';

const prefixes = ['default-', 'explicit-', 'empty-', 'cidr-', 'end-port-', 'policy-types-', 'spec-', 'pod-selector-'];
const records = [...prefixes, 'unknown-field-warn', 'unknown-field-ignore'].flatMap(recorded);

test.each(records.map((record) => [record.name, record] as const))('stores %s as the server does', (_name, record) => {
  expect(defaultPolicy(record.request.body).spec).toEqual(record.response.body.spec);
});

test('what is stored already stays as it is', () => {
  for (const record of records) {
    const once = defaultPolicy(record.request.body);
    expect(defaultPolicy(once)).toEqual(once);
  }
});
