/** What a policy may say: every check of the API server, by what it says of a fault, and what it lets pass. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCEPTED } from './accepted-policies.ts';
import { REFUSED } from './refused-policies.ts';
import { APPLY, type ContractServer, freshNamespace, openServer, policiesIn, policy, refusalOf } from './server.ts';

let server: ContractServer;
let path: string;

beforeAll(async () => {
  server = await openServer();
  path = policiesIn(await freshNamespace(server));
}, 60_000);

afterAll(() => server?.stop());

describe('is refused, by POST and by apply in the same words', () => {
  test.each(REFUSED)('$name', async ({ spec, name, more, faults }) => {
    const body = policy('p', spec, more);
    const posted = await server.ask('POST', `${path}?dryRun=All`, { body });
    const causes = posted.json.details?.causes?.map(
      (cause: { reason: string; field: string; message: string }) => `${cause.reason} ${cause.field}: ${cause.message}`,
    );
    expect([posted.status, causes], name).toEqual([422, faults]);
    expect(posted.json.message).toMatch(/^NetworkPolicy\.networking\.k8s\.io "p" is invalid: /);
    const query = '?dryRun=All&fieldManager=contract&force=true';
    const applied = await server.ask('PATCH', `${path}/p${query}`, { type: APPLY, body });
    // Apply looks at the shape of a body before its contents: what has no such shape is told otherwise there.
    if (applied.status === 422) expect(refusalOf(applied)).toBe(refusalOf(posted));
  });
});

describe('is accepted', () => {
  test.each(ACCEPTED)('$name', async ({ spec, stored, warnings = [] }) => {
    const answer = await server.ask('POST', `${path}?dryRun=All`, { body: policy('p', spec) });
    expect([answer.status, answer.json.spec, answer.warnings]).toEqual([201, stored, warnings]);
  });
});

describe('fields that are in no schema', () => {
  const typo = policy('p', { podSelector: {}, ingres: [], Egress: [] });
  const send = (query: string) => server.ask('POST', `${path}?dryRun=All${query}`, { body: typo });

  test('are dropped with a warning each, silently, or refused, as is asked', async () => {
    const warned = await send('');
    expect([warned.status, warned.json.spec]).toEqual([201, { podSelector: {}, policyTypes: ['Ingress'] }]);
    expect(warned.warnings.toSorted()).toEqual(['unknown field \\"spec.Egress\\"', 'unknown field \\"spec.ingres\\"']);
    const ignored = await send('&fieldValidation=Ignore');
    expect([ignored.status, ignored.warnings]).toEqual([201, []]);
    const refused = await send('&fieldValidation=Strict');
    expect(refusalOf(refused)).toMatchInlineSnapshot(
      `"400 BadRequest: NetworkPolicy in version "v1" cannot be handled as a NetworkPolicy: strict decoding error: unknown field "spec.ingres", unknown field "spec.Egress""`,
    );
  });

  test('said twice are told as well', async () => {
    const body =
      '{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"p"},"spec":{"podSelector":{},"podSelector":{}}}';
    expect(refusalOf(await server.ask('POST', `${path}?fieldValidation=Strict`, { body }))).toMatchInlineSnapshot(
      `"400 BadRequest: NetworkPolicy in version "v1" cannot be handled as a NetworkPolicy: strict decoding error: duplicate field "spec.podSelector""`,
    );
    expect((await server.ask('POST', `${path}?dryRun=All`, { body })).warnings).toEqual([
      'duplicate field \\"spec.podSelector\\"',
    ]);
  });
});

describe('a name', () => {
  test.each(['Upper', 'a_b', '-a', 'a-', '', 'a..b', 'x'.repeat(254)])('%j is refused', async (name) => {
    const answer = await server.ask('POST', `${path}?dryRun=All`, { body: policy(name) });
    expect(answer.status).toBe(422);
    expect(answer.json.details.causes[0].field).toMatch(/^metadata\.(name|generateName)$/);
  });

  test('is told why it is refused', async () => {
    const answer = await server.ask('POST', `${path}?dryRun=All`, { body: policy(`${'x'.repeat(253)}_`) });
    expect(refusalOf(answer).replaceAll('x'.repeat(253), 'x…')).toMatchInlineSnapshot(`
      "422 Invalid: NetworkPolicy.networking.k8s.io "x…_" is invalid: [metadata.name: Invalid value: "x…_": must be no more than 253 characters, metadata.name: Invalid value: "x…_": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')]
        FieldValueInvalid metadata.name: Invalid value: "x…_": must be no more than 253 characters
        FieldValueInvalid metadata.name: Invalid value: "x…_": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
    `);
  });

  test.each(['a', '1', 'a.b-c', 'x'.repeat(253)])('%j is taken', async (name) => {
    expect((await server.ask('POST', `${path}?dryRun=All`, { body: policy(name) })).status).toBe(201);
  });

  test('can be left to the server, all but its beginning', async () => {
    const body = { ...policy(''), metadata: { generateName: 'made-' } };
    const answer = await server.ask('POST', path, { body });
    expect(answer.json.metadata.name).toMatch(/^made-[a-z0-9]{5}$/);
  });
});
