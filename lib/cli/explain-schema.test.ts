/** What explain answers as JSON: the document that describes it holds, and a denial has all that text tells. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Check } from 'typebox/schema';
import { expect, test } from 'vitest';
import { capturedRun } from './testing/captured-run.ts';

const SCHEMA = JSON.parse(readFileSync(new URL('../../docs/explain.schema.json', import.meta.url), 'utf8'));
const FINDINGS = join(import.meta.dirname, '../findings/fixtures');
const FIXTURES = join(import.meta.dirname, 'fixtures');

async function explained(...argv: readonly string[]) {
  const { out } = await capturedRun('explain', ...argv, '--format', 'json');
  return JSON.parse(out);
}

const example = (from: string, to: string, port: string) =>
  explained(join(FIXTURES, 'explain.yaml'), '--from', from, '--to', to, '--port', port);

test.each([
  ['allowed', () => example('front/web[Pod]', 'back/db[Pod]', '5432')],
  ['allowed', () => example('8.8.8.8', 'back/node[Pod]', '1')],
  ['denied', () => example('8.8.8.8', 'back/db[Pod]', '80')],
  [
    'allowed',
    () =>
      explained(join(FIXTURES, 'diff/partial-after.yaml'), '--from', 'shop/web', '--to', 'shop/cache', '--port', '80'),
  ],
  ['denied', () => explained(join(FINDINGS, 'api-server-known.yaml'), '--from', 'op/operator', '--to', '172.20.0.1')],
  ['unknown', () => explained(join(FIXTURES, 'services/shop.yaml'), '--from', 'shop/data[Service]', '--to', 'shop/db')],
])('%s: the schema describes it (%#)', async (verdict, ask) => {
  const answer = await ask();
  expect(answer.verdict).toBe(verdict);
  expect(Check(SCHEMA, answer)).toBe(true);
  expect(Check(SCHEMA, { ...answer, egress: {} })).toBe(false);
});

test('a denial names the nearest rule with each of its conditions, every layer, and all that the fix would change', async () => {
  const answer = await example('front/web[Pod]', 'back/db[Pod]', '80');
  const miss = {
    policy: 'back/some',
    rule: expect.any(Number),
    terms: expect.arrayContaining([
      expect.objectContaining({ part: 'namespace', wants: 'namespace back', has: 'namespace front', matches: false }),
    ]),
  };
  expect(answer.ingress.nearestMiss).toMatchObject(miss);
  expect(answer.layers).toContainEqual(
    expect.objectContaining({ direction: 'ingress', layer: 'network-policy', says: 'denied', closes: true }),
  );
  expect(answer.fixEffect.changed).toContainEqual({
    source: 'front/web[Pod]',
    destination: 'back/db[Pod]',
    before: { TCP: [[5432, 5432]] },
    after: {
      TCP: [
        [80, 80],
        [5432, 5432],
      ],
    },
  });
  expect(answer.fixEffect).toMatchObject({ removed: [], dns: { cut: [] } });
});
