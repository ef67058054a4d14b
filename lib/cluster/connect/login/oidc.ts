/** The `auth-provider` of OpenID Connect: an ID token in the kubeconfig, renewed at its issuer when it expires. */

import { isAbsolute, join } from 'node:path';
import {
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  None,
  refreshTokenGrant,
  type TokenEndpointResponse,
} from 'openid-client';
import { type Dispatcher, fetch } from 'undici';
import { ConnectionProblem } from '../connection-problem.ts';
import { dispatcherPool } from '../dispatcher.ts';
import { type Fields, isFields, text } from '../json-fields.ts';
import { TransportProblem } from '../kube-transport.ts';
import { certificate } from '../pem-file.ts';
import { transportFailure } from '../transport-error.ts';
import type { ExecCredential } from './exec-plugin.ts';

export interface OidcLogin {
  readonly issuer?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly idToken?: string;
  readonly refreshToken?: string;
  /** Of the issuer; otherwise the authorities this machine trusts. */
  readonly ca?: string;
}

/** Throws ConnectionProblem. Adds to `files` what it read. */
export async function oidcLogin(config: Fields, directory: string, files: string[]): Promise<OidcLogin> {
  const path = text(config['idp-certificate-authority']);
  const caFile = path === undefined || isAbsolute(path) ? path : join(directory, path);
  const login: OidcLogin = {
    issuer: text(config['idp-issuer-url']),
    clientId: text(config['client-id']),
    clientSecret: text(config['client-secret']),
    idToken: text(config['id-token']),
    refreshToken: text(config['refresh-token']),
    ca: await certificate('idp-certificate-authority', config['idp-certificate-authority-data'], caFile, files),
  };
  if (login.idToken === undefined && !canRenew(login)) {
    const message =
      'The auth provider "oidc" of the kubeconfig holds neither an id-token nor all of refresh-token, client-id and idp-issuer-url.';
    throw new ConnectionProblem('unsupported', message);
  }
  return login;
}

interface Renewable extends OidcLogin {
  readonly issuer: string;
  readonly clientId: string;
  readonly refreshToken: string;
}

function canRenew(login: OidcLogin): login is Renewable {
  return login.issuer !== undefined && login.clientId !== undefined && login.refreshToken !== undefined;
}

/** Wall time in milliseconds; undefined for what is no token with an end. */
export function expiryOfToken(token: string): number | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return isFields(claims) && typeof claims.exp === 'number' ? claims.exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}

export interface RenewedOidc extends ExecCredential {
  /** What the next renewal needs: issuers may take a refresh token once only. */
  readonly refreshToken: string;
}

/**
 * Asks the issuer for the next token, over our own connections. Nothing is written back into the kubeconfig. Throws
 * TransportProblem.
 */
export async function renewOidc(login: OidcLogin, signal: AbortSignal): Promise<RenewedOidc> {
  if (!canRenew(login)) {
    const message =
      'The id-token of the kubeconfig is no longer accepted, and there is no refresh-token with client-id and idp-issuer-url to get another.';
    throw new TransportProblem('credential', message);
  }
  const { issuer, refreshToken, ca } = login;
  if (URL.parse(issuer)?.protocol !== 'https:') {
    throw new TransportProblem('credential', 'The idp-issuer-url of the kubeconfig is no https address.');
  }
  const pool = dispatcherPool();
  const dispatcher = pool.for({ server: issuer, tls: { ca, insecure: false } }, {});
  try {
    const tokens = await refresh(login, fetchThrough(dispatcher, signal));
    const token = tokens.id_token;
    if (token === undefined) throw new Error('its answer holds no id_token');
    return { token, expiresAt: expiryOfToken(token), refreshToken: tokens.refresh_token ?? refreshToken };
  } catch (error) {
    throw renewalProblem(error, issuer);
  } finally {
    await pool.destroy();
  }
}

async function refresh(
  { issuer, clientId, clientSecret, refreshToken }: Renewable,
  fetchThere: CustomFetch,
): Promise<TokenEndpointResponse> {
  const options = { [customFetch]: fetchThere };
  const metadata = (await discovery(new URL(issuer), clientId, undefined, None(), options)).serverMetadata();
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const secretAs = methods.includes('client_secret_basic') ? ClientSecretBasic : ClientSecretPost;
  const authentication = clientSecret === undefined ? None() : secretAs(clientSecret);
  const configuration = new Configuration(metadata, clientId, undefined, authentication);
  configuration[customFetch] = fetchThere;
  return refreshTokenGrant(configuration, refreshToken);
}

/** With our own certificates, proxies and limits. `signal` ends it besides the library's own limit of time. */
function fetchThrough(dispatcher: Dispatcher, signal: AbortSignal): CustomFetch {
  return async (url, { method, headers, body, signal: limit }) => {
    const signals = limit ? AbortSignal.any([signal, limit]) : signal;
    const sent = typeof body === 'string' || body instanceof URLSearchParams ? body.toString() : undefined;
    const answer = await fetch(url, { method, headers, body: sent, redirect: 'manual', signal: signals, dispatcher });
    return new Response(await answer.text(), { status: answer.status, headers: [...answer.headers] });
  };
}

function renewalProblem(error: unknown, issuer: string): TransportProblem {
  const said = error instanceof Error && 'error' in error && typeof error.error === 'string' ? error.error : undefined;
  // `invalid_grant` and its like are the issuer's own words for why not.
  const why = said === undefined ? `the issuer ${transportFailure(error)[1]}` : `the issuer says ${said}`;
  const message = `The id-token of the kubeconfig cannot be renewed at ${issuer}: ${why}.`;
  return new TransportProblem('credential', message, { cause: error });
}
