import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GAPS } from './gaps.ts';
import { type ContractServer, isReal, openServer } from './server.ts';

let server: ContractServer;

beforeAll(async () => {
  server = await openServer();
}, 60_000);

afterAll(() => server?.stop());

describe.runIf(!isReal)('what the embedded server does not do it says, with a Status where a real one has none', () => {
  test.each(GAPS)('$name: $answer', async ({ method, path, ask, answer }) => {
    const { status, json, text } = await server.ask(method, path, ask);
    const said = json?.kind === 'Status' ? json.reason : text.trim();
    expect(status < 300 ? `${status}` : `${status} ${said}`).toBe(answer);
  });
});
