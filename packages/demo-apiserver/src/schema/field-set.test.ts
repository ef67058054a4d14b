import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromFieldsV1, readablePath, sameSet, toFieldsV1 } from './field-set.ts';

const element = fc.oneof(
  fc.constantFrom('f:spec', 'f:ports', 'f:a.b/c'),
  fc.constantFrom('k:{"name":"web"}', 'k:{"port":80,"protocol":"TCP"}', 'v:"x"'),
);
const paths = fc.uniqueArray(
  fc.array(element, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('\n')),
  { maxLength: 12 },
);

describe('field sets', () => {
  test('survive the form in which managedFields writes them', () => {
    fc.assert(
      fc.property(paths, (all) => {
        const set = new Set(all);
        // Through text, as over the wire.
        const fields = JSON.parse(JSON.stringify(toFieldsV1(set))) as unknown;
        expect(sameSet(fromFieldsV1(fields), set)).toBe(true);
      }),
      { seed: 11 },
    );
  });

  test('name fields as a conflict does', () => {
    expect(readablePath('f:spec\nf:ports\nk:{"port":80,"protocol":"TCP"}\nf:name')).toBe(
      '.spec.ports[port=80,protocol="TCP"].name',
    );
    expect(readablePath('f:metadata\nf:labels\nf:app')).toBe('.metadata.labels.app');
  });
});
