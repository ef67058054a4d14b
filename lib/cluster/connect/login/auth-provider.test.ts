/** The old ways in: OpenID Connect with an issuer of our own, and the command of Google. */

import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { credentialsOf } from './credentials.ts';
import { execPolicy } from './exec-policy.ts';
import { oidcLogin } from './oidc.ts';
import { providerToken } from './provider-token.ts';

const closing: (() => unknown)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
  vi.unstubAllEnvs();
});

interface Issuer {
  readonly url: string;
  readonly ca: string;
  /** What was sent to get a token. */
  readonly asked: { readonly form: Record<string, string>; readonly authorization: string | undefined }[];
}

/** Valid for loopback until 2126. Its key is no secret. */
const fixture = (name: string) => readFileSync(new URL(`fixtures/issuer/${name}.pem`, import.meta.url), 'utf8');

/** Takes a refresh token once, and gives the next one with the next ID token. */
async function startIssuer(methods?: readonly string[]): Promise<Issuer> {
  const [cert, key] = [fixture('certificate'), fixture('key')];
  const asked: Issuer['asked'] = [];
  const server = createServer({ cert, key }, async (request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.url === '/.well-known/openid-configuration') {
      const more = methods === undefined ? {} : { token_endpoint_auth_methods_supported: methods };
      return answer(200, { issuer: url, token_endpoint: `${url}/token`, ...more });
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    asked.push({ form, authorization: request.headers.authorization });
    if (form.refresh_token !== `refresh-${asked.length}`) return answer(400, { error: 'invalid_grant' });
    const idToken = tokenUntil(Date.now() / 1000 + 3600, { iss: url, aud: 'me', sub: 'jane', n: asked.length });
    const next = { access_token: 'a', token_type: 'Bearer', refresh_token: `refresh-${asked.length + 1}` };
    return answer(200, { ...next, id_token: idToken });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, ca: cert, asked };
}

function tokenUntil(exp: number, claims: object = {}): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part({ iat: Math.floor(exp) - 7200, exp: Math.floor(exp), ...claims })}.c2lnbmVk`;
}

const OVER = tokenUntil(Date.now() / 1000 - 60);

async function oidc(issuer: Issuer, more: object = {}) {
  const config = {
    'idp-issuer-url': issuer.url,
    'client-id': 'me',
    'id-token': OVER,
    'refresh-token': 'refresh-1',
    'idp-certificate-authority-data': Buffer.from(issuer.ca).toString('base64'),
    ...more,
  };
  return credentialsOf({ by: 'oidc', oidc: await oidcLogin(config, '/', []) });
}

describe('an ID token', () => {
  it('is used as it is while it lasts', async () => {
    const issuer = await startIssuer();
    const token = tokenUntil(Date.now() / 1000 + 3600);
    const credentials = await oidc(issuer, { 'id-token': token });
    expect((await credentials.get()).authorization).toBe(`Bearer ${token}`);
    expect(issuer.asked).toEqual([]);
  });

  it('that is over is renewed at its issuer, once for all who ask', async () => {
    const issuer = await startIssuer();
    const credentials = await oidc(issuer);
    const [one, other] = await Promise.all([credentials.get(), credentials.get()]);
    expect(one).toEqual(other);
    expect(one.authorization).not.toContain(OVER);
    expect(issuer.asked.map(({ form }) => form.grant_type)).toEqual(['refresh_token']);
  });

  it('that the server refuses is renewed with the refresh token that came last', async () => {
    const issuer = await startIssuer();
    const credentials = await oidc(issuer);
    const refused = await credentials.get();
    expect(await credentials.renew(refused)).toBe(true);
    expect(issuer.asked.map(({ form }) => form.refresh_token)).toEqual(['refresh-1', 'refresh-2']);
  });

  it.each([
    [undefined, true],
    [['client_secret_post'], false],
  ])('is asked for with the secret where the issuer wants it: %j', async (methods, isHeader) => {
    const issuer = await startIssuer(methods);
    await (await oidc(issuer, { 'client-secret': 'SECRET' })).get();
    expect(issuer.asked[0]?.form.client_secret).toBe(isHeader ? undefined : 'SECRET');
    const basic = `Basic ${Buffer.from('me:SECRET').toString('base64')}`;
    expect(issuer.asked[0]?.authorization).toBe(isHeader ? basic : undefined);
  });

  it.each([
    ['its issuer refuses', { 'refresh-token': 'other' }, 'invalid_grant'],
    ['whose issuer is not trusted', { 'idp-certificate-authority-data': undefined }, 'cannot be trusted'],
    ['without a refresh token', { 'refresh-token': '' }, 'no refresh-token'],
    ['whose issuer is asked over plain http', { 'idp-issuer-url': 'http://127.0.0.1:1' }, 'no https address'],
  ])('that cannot be renewed is a sentence: %s', async (_, more, words) => {
    const credentials = await oidc(await startIssuer(), more);
    await expect(credentials.get()).rejects.toMatchObject({
      code: 'credential',
      message: expect.stringMatching(new RegExp(`^[^\\n]*${words}[^\\n]*\\.$`)),
    });
  });

  it('that is nowhere, and cannot be had, is said at once', async () => {
    await expect(oidcLogin({ 'client-id': 'me' }, '/', [])).rejects.toMatchObject({ code: 'unsupported' });
  });
});

describe('a token of Google', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'netpol-'));
    vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
  });

  function gcloud(printed: object): void {
    const path = join(folder, 'gcloud');
    writeFileSync(path, `#!/bin/sh\necho "$@" >> ${folder}/args\necho '${JSON.stringify(printed)}'\n`);
    chmodSync(path, 0o755);
  }

  const CONFIG = {
    'cmd-path': 'gcloud',
    'cmd-args': 'config config-helper --format=json',
    'token-key': '{.credential.access_token}',
    'expiry-key': '{.credential.token_expiry}',
  };

  async function google(config: object, policy = execPolicy([], {}, false)) {
    return credentialsOf({ by: 'provider', provider: await providerToken('gcp', { ...config }, '/', policy) });
  }

  it('is used while it lasts, and then printed by the command', async () => {
    gcloud({ credential: { access_token: 'next', token_expiry: '2999-01-01T00:00:00Z' } });
    const fresh = await google({ ...CONFIG, 'access-token': 'now', expiry: '2999-01-01T00:00:00Z' });
    expect((await fresh.get()).authorization).toBe('Bearer now');
    const over = await google({ ...CONFIG, 'access-token': 'now', expiry: '2020-01-01T00:00:00Z' });
    expect((await over.get()).authorization).toBe('Bearer next');
    expect((await over.get()).authorization).toBe('Bearer next');
    expect(readFileSync(join(folder, 'args'), 'utf8')).toBe('config config-helper --format=json\n');
  });

  it.each([
    ['another command', { 'cmd-path': 'sh' }],
    ['other arguments', { 'cmd-args': 'config config-helper; touch /tmp/evil' }],
    ['a command elsewhere', { 'cmd-path': '/tmp/gcloud' }],
  ])('is not asked of %s', async (_, more) => {
    await expect(google({ ...CONFIG, ...more })).rejects.toMatchObject({ code: 'exec-refused' });
  });

  it('that is over, and that nothing renews, is a sentence', async () => {
    const credentials = await google({ 'access-token': 'now', expiry: '2020-01-01T00:00:00Z' });
    await expect(credentials.get()).rejects.toThrow(/names no command that gives another\.$/);
  });

  it('of a command that prints none is a sentence', async () => {
    gcloud({});
    await expect((await google(CONFIG)).get()).rejects.toThrow('printed no credential.access_token.');
  });
});
