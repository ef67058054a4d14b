import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyToScreen } from '../apply-to-screen.ts';
import { readEvent, unpackMessage, writeEvent } from '../event-text.ts';
import type { StreamMessage } from '../message.ts';
import type { EndpointSlice } from './endpoint-slices.ts';

const slice: fc.Arbitrary<EndpointSlice> = fc.record(
  {
    namespace: fc.constantFrom('shop', 'bank'),
    name: fc.string({ maxLength: 6 }),
    service: fc.string({ maxLength: 6 }),
    addressType: fc.constantFrom('IPv4', 'IPv6', 'FQDN'),
    endpoints: fc.array(
      fc.record(
        { addresses: fc.array(fc.string({ maxLength: 6 }), { maxLength: 2 }), pod: fc.string({ maxLength: 6 }) },
        { requiredKeys: ['addresses'], noNullPrototype: true },
      ),
      { maxLength: 4 },
    ),
    ports: fc.array(
      fc.record(
        { name: fc.string({ maxLength: 4 }), protocol: fc.constant('TCP'), port: fc.nat(65_535) },
        { requiredKeys: ['protocol'], noNullPrototype: true },
      ),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['namespace', 'name', 'addressType', 'endpoints', 'ports'], noNullPrototype: true },
);

const change = (set: readonly EndpointSlice[]): StreamMessage => ({
  type: 'change',
  epoch: 'e',
  revision: 2,
  endpointSlices: { set, gone: ['shop/gone'] },
});

test('few or many, they come back as they were', () => {
  const lists = fc.oneof(fc.array(slice, { maxLength: 3 }), fc.array(slice, { minLength: 50, maxLength: 60 }));
  fc.assert(
    fc.property(lists, (set) => {
      expect(unpackMessage(readEvent(writeEvent(change(set))))).toEqual(change(set));
    }),
    { seed: 7, numRuns: 60 },
  );
});

test('screens hold none of them', () => {
  const read = readEvent(writeEvent(change(fc.sample(slice, { seed: 7, numRuns: 60 }))));
  expect(read).toMatchObject({ endpointSlices: { set: [] } });
  const before = { epoch: 'e', revision: 1 } as Parameters<typeof applyToScreen>[0];
  expect(applyToScreen(before, read).snapshot?.revision).toBe(2);
});
