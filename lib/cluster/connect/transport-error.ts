/** Turns what went wrong below HTTP into a sentence a person can act on. */

import type { TransportProblemCode } from './kube-transport.ts';
import { TransportProblem } from './kube-transport.ts';

const CERTIFICATE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself and not by the authority the kubeconfig names',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority the kubeconfig does not name',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an authority the kubeconfig does not name',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an authority the kubeconfig does not name',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate is signed by an authority the kubeconfig does not name',
  CERT_SIGNATURE_FAILURE: 'its certificate is not signed by the authority the kubeconfig names',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  CERTIFICATE_CHANGED: 'it shows another certificate than a moment before',
};

/** `server` is the address asked, `proxy` the one it was asked through. */
export function transportProblem(error: unknown, server: string, proxy?: string): TransportProblem {
  if (error instanceof TransportProblem) return error;
  const [code, what] = transportFailure(error);
  const by = proxy === undefined ? '' : ` through the proxy ${withoutSecrets(proxy)}`;
  return new TransportProblem(code, `The API server ${server}${by} ${what}.`, { cause: error });
}

/** What a server did, as the end of a sentence that begins with its name. */
export function transportFailure(error: unknown): [TransportProblemCode, string] {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const refusal = /Proxy response \((\d{3})\)/.exec(message)?.[1];
  if (refusal !== undefined) {
    const why = refusal === '407' ? ': it asks for a login' : '';
    return ['proxy', `cannot be reached, for the proxy answered with status ${refusal}${why}`];
  }
  const certificate = Object.hasOwn(CERTIFICATE, code) ? CERTIFICATE[code] : undefined;
  if (certificate !== undefined) return ['tls', `cannot be trusted: ${certificate} (${code})`];
  if (/^ERR_OSSL/.test(code)) {
    return ['tls', `cannot be asked, for the client certificate of the kubeconfig or its key cannot be used (${code})`];
  }
  if (/^ERR_(SSL|TLS)|^EPROTO/.test(code)) return ['tls', `does not agree on TLS (${code})`];
  switch (code) {
    case 'ECONNREFUSED':
      return ['refused', 'refuses connections'];
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return ['dns', 'has a name that cannot be resolved'];
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return ['refused', `cannot be reached (${code})`];
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return ['timeout', 'does not answer connections'];
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
    case 'TimeoutError':
      return ['timeout', 'did not answer in time'];
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return ['reset', 'cut the connection'];
    case 'AbortError':
    case 'UND_ERR_ABORTED':
    case 'UND_ERR_DESTROYED':
    case 'UND_ERR_CLOSED':
      return ['aborted', 'was not asked any further'];
    case 'UND_ERR_PRX_TLS':
      return ['proxy', 'could not be reached'];
    case 'UND_ERR_HEADERS_OVERFLOW':
      return ['garbled', 'sent headers without end'];
  }
  if (/proxy/i.test(message)) return ['proxy', `could not be reached (${oneLine(message)})`];
  if (code.startsWith('HPE_')) return ['garbled', 'did not answer in HTTP'];
  return ['other', `could not be asked (${oneLine(message)})`];
}

/** undici wraps what the socket said; the innermost code tells most. */
function codeOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 5) return '';
  const { code } = error as NodeJS.ErrnoException;
  const inner = codeOf(error instanceof AggregateError ? error.errors[0] : error.cause, depth + 1);
  if (inner !== '' && inner !== 'Error') return inner;
  return typeof code === 'string' ? code : error.name;
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').slice(0, 200);
}

function withoutSecrets(address: string): string {
  const url = URL.parse(address);
  if (!url) return 'given';
  return `${url.protocol}//${url.host}`;
}
