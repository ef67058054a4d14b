/** The calls that read and write one policy, each answer told apart into success, refusal and silence. */

import { type NetworkPolicy, type PolicyId, parsePolicyKey } from '#engine';
import type { BaseVersion, Refusal } from '#stream';
import { AnswerProblem } from '../../connect/answer-problem.ts';
import type { Fields } from '../../connect/json-fields.ts';
import { text } from '../../connect/json-fields.ts';
import type { KubeMethod, KubeTransport, TransportProblemCode } from '../../connect/kube-transport.ts';
import { TransportProblem } from '../../connect/kube-transport.ts';
import { fieldsOf } from '../../connect/object-fields.ts';
import { ownRefusal, refusalOf, unreachable } from '../../connect/refusal.ts';
import { warningsOf } from '../../connect/warning-header.ts';
import { projectPolicy } from '../../read/kinds/network-policies.ts';

/** Under this name the API server records which fields are ours. */
export const FIELD_MANAGER = 'netpol-studio';

export interface Reply {
  readonly status: number;
  readonly warnings: readonly string[];
  /** The policy in the answer, without its managedFields. */
  readonly policy?: NetworkPolicy;
  /** Who manages which fields, as the answer had it. */
  readonly managedFields?: unknown;
  readonly refusal?: Refusal;
  /** No answer came that tells whether the request was carried out. */
  readonly lost?: true;
}

export interface PolicyClient {
  /** Without a policy and without a refusal there is none. */
  read(id: PolicyId): Promise<Reply>;
  /** Makes a policy that there is none of yet; where there is one, the answer is the refusal `exists`. */
  create(id: PolicyId, body: Fields, how: { readonly dryRun: boolean }): Promise<Reply>;
  /** Server-side apply of this body; fields of other managers are taken over only by `force`. */
  apply(id: PolicyId, body: Fields, how: { readonly dryRun: boolean; readonly force: boolean }): Promise<Reply>;
  /** Makes the policy exactly this; the body carries the version it replaces. */
  replace(id: PolicyId, body: Fields, how: { readonly dryRun: boolean }): Promise<Reply>;
  remove(id: PolicyId, base: BaseVersion, how: { readonly dryRun: boolean }): Promise<Reply>;
  /** Records these managers of fields, of a policy that is still at this version; its values stay. */
  setOwners(id: PolicyId, resourceVersion: string, managedFields: readonly Fields[]): Promise<Reply>;
  /**
   * uid of kube-system; undefined where it may not be read. Throws a TransportProblem or an AnswerProblem where the
   * cluster cannot say.
   */
  clusterUid(): Promise<string | undefined>;
}

/** Failures of which it is certain that the request never reached the API server. */
const NEVER_SENT: ReadonlySet<TransportProblemCode> = new Set([
  'refused',
  'dns',
  'tls',
  'proxy',
  'credential',
  'read-only',
]);

/** As long as the slowest webhook may take. */
const WRITE_MS = 35_000;

export function policyClient(transport: KubeTransport): PolicyClient {
  async function call(
    method: KubeMethod,
    id: PolicyId,
    rest: { query?: Record<string, string | undefined>; body?: unknown; contentType?: string },
  ): Promise<Reply> {
    try {
      const response = await transport.request({ method, path: pathOf(id, method), timeoutMs: WRITE_MS, ...rest });
      const { status } = response;
      const object = fieldsOf(response.body);
      const metadata = fieldsOf(object.metadata);
      const heard = { status, warnings: warningsOf(response.headers) };
      if (status < 300 && object.kind === 'NetworkPolicy') {
        return { ...heard, policy: projectPolicy(object, metadata), managedFields: metadata.managedFields };
      }
      const refusal = refusalOf(response);
      if (!refusal && object.kind === 'Status' && status < 300) return heard;
      // A gateway's timeout, a page of a proxy: whether the API server got the request they do not say.
      const uncertain = method !== 'GET' && (!refusal || (status >= 500 && !isCertain(refusal)));
      return { ...heard, refusal: refusal ?? noAnswer(status), ...(uncertain ? { lost: true } : {}) };
    } catch (error) {
      if (!(error instanceof TransportProblem)) throw error;
      const lost = method !== 'GET' && !NEVER_SENT.has(error.code);
      return { status: 0, warnings: [], refusal: unreachable(error), ...(lost ? { lost } : {}) };
    }
  }

  return {
    async read(id) {
      const reply = await call('GET', id, {});
      const isNone = reply.status === 404 && reply.refusal?.reason === 'NotFound';
      return isNone ? { status: 404, warnings: reply.warnings } : reply;
    },
    create: (id, body, { dryRun }) =>
      call('POST', id, {
        query: { fieldManager: FIELD_MANAGER, fieldValidation: 'Strict', dryRun: dryRun ? 'All' : undefined },
        body,
      }),
    apply: (id, body, { dryRun, force }) =>
      call('PATCH', id, {
        query: {
          fieldManager: FIELD_MANAGER,
          fieldValidation: 'Strict',
          force: force ? 'true' : undefined,
          dryRun: dryRun ? 'All' : undefined,
        },
        body,
        contentType: 'application/apply-patch+yaml',
      }),
    replace: (id, body, { dryRun }) =>
      call('PUT', id, {
        query: { fieldManager: FIELD_MANAGER, fieldValidation: 'Strict', dryRun: dryRun ? 'All' : undefined },
        body,
      }),
    remove: (id, { uid, resourceVersion }, { dryRun }) =>
      call('DELETE', id, {
        query: { dryRun: dryRun ? 'All' : undefined },
        body: {
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          propagationPolicy: 'Background',
          // In the body too: a server that is given a body reads nothing of the query, and would really delete.
          ...(dryRun ? { dryRun: ['All'] } : {}),
          preconditions: { uid, resourceVersion },
        },
      }),
    setOwners: (id, resourceVersion, managedFields) =>
      call('PATCH', id, {
        query: { fieldManager: FIELD_MANAGER },
        // The version is replaced by itself: the server refuses where it is another one by now.
        body: [
          { op: 'replace', path: '/metadata/managedFields', value: managedFields },
          { op: 'replace', path: '/metadata/resourceVersion', value: resourceVersion },
        ],
        contentType: 'application/json-patch+json',
      }),
    async clusterUid() {
      const path = '/api/v1/namespaces/kube-system';
      const response = await transport.request({ method: 'GET', path, timeoutMs: 10_000 });
      if (![200, 403, 404].includes(response.status)) throw new AnswerProblem(response);
      return response.status === 200 ? text(fieldsOf(fieldsOf(response.body).metadata).uid) : undefined;
    },
  };
}

/** Failures of the server itself of which it is certain that nothing was stored. */
function isCertain({ kind, message }: Refusal): boolean {
  return kind === 'invalid' || /^Internal error occurred: failed calling webhook /.test(message);
}

function noAnswer(status: number): Refusal {
  const message = `What answered with status ${status} is no API server; something in between may have.`;
  return ownRefusal('other', status, '', message);
}

function pathOf(id: PolicyId, method: KubeMethod): string {
  const { namespace = '', name } = parsePolicyKey(id);
  const all = `/apis/networking.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/networkpolicies`;
  return method === 'POST' ? all : `${all}/${encodeURIComponent(name)}`;
}
