import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ApplyName, ApplyRequest, fits, PreviewRequest } from '#stream/schema';
import { schemaFaults } from '../testing/schema-faults.ts';
import { SCHEMAS, schemaOf } from './openapi-schemas.ts';

const REQUESTS = [PreviewRequest, ApplyRequest, ApplyName];

const word = fc.constantFrom('shop/web', 'a/..', 'put', 'delete', 'u', '', 'constructor');
const leaf = fc.oneof(word, fc.boolean(), fc.constant(null), fc.double({ min: -1, max: 4000, noNaN: true }));
const name = fc.constantFrom('uid', 'resourceVersion', 'action', 'id', 'object', 'base', 'exactly', 'name');
const base = fc.oneof(
  fc.constant({ uid: 'u', resourceVersion: '1' }),
  fc.dictionary(fc.constantFrom('uid', 'resourceVersion', 'x'), leaf, { maxKeys: 3 }),
  leaf,
);
const write = fc.oneof(
  fc.record(
    { action: fc.constantFrom('put', 'delete', 'patch'), id: word, object: leaf, base, exactly: leaf },
    { requiredKeys: [] },
  ),
  fc.constantFrom('put', 'delete').map((action) => ({
    action,
    id: 'shop/web',
    base: { uid: 'u', resourceVersion: '1' },
    ...(action === 'put' ? { object: {} } : {}),
  })),
  fc.dictionary(name, leaf),
  leaf,
);
const body = fc.oneof(
  fc.record(
    { writes: fc.oneof(fc.array(write, { maxLength: 3 }), leaf), force: leaf, hold: fc.boolean(), x: leaf },
    { requiredKeys: [] },
  ),
  fc.record({ writes: fc.array(write, { minLength: 1, maxLength: 3 }) }),
  fc.record({ previewId: leaf, confirmWithinSeconds: leaf, unrecorded: leaf }, { requiredKeys: [] }),
  fc.record({ applyId: leaf, x: leaf }, { requiredKeys: [] }),
  leaf,
);

test('what is let in is what the document says, as another reader of it finds', () => {
  const seen = { fit: 0, not: 0 };
  fc.assert(
    fc.property(body, fc.constantFrom(...REQUESTS), (value, schema) => {
      const isIn = fits(schema, value);
      expect(isIn).toBe(schemaFaults(SCHEMAS, schemaOf(schema), value).length === 0);
      seen[isIn ? 'fit' : 'not'] += 1;
    }),
    { numRuns: 8000 },
  );
  // About one in a hundred of the random bodies fits: both kinds must have been met.
  expect(Math.min(seen.fit, seen.not)).toBeGreaterThan(20);
});
