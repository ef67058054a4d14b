/** Whether a write could be taken back, found out before it is carried out. */

import { parsePolicyKey, policyNamespace } from '#engine';
import type { Refusal, WayBack } from '#stream';
import type { KubeTransport } from '../../connect/kube-transport.ts';
import { TransportProblem } from '../../connect/kube-transport.ts';
import { fieldsOf, listOf } from '../../connect/object-fields.ts';
import type { PolicyClient } from '../policy/policy-client.ts';
import { recreateBody, restoreBody } from '../policy/write-body.ts';
import type { PreparedWrite } from './preview-write.ts';

/** What the undo of a write needs the right to. */
type Verb = 'delete' | 'update' | 'create';

export interface WayBackQuestions {
  /** Undefined where nothing stands against taking it back, as far as can be told before. */
  of(prepared: PreparedWrite): Promise<WayBack | undefined>;
}

/** Rights are asked once a namespace; only where the answer is no, policy by policy. */
export function wayBackQuestions(client: PolicyClient, transport: KubeTransport): WayBackQuestions {
  const asked = new Map<string, Promise<boolean | undefined>>();
  async function may(verb: Verb, id: string): Promise<boolean | undefined> {
    const { namespace = '', name } = parsePolicyKey(id);
    const key = `${verb} ${namespace}`;
    const everywhere = asked.get(key) ?? mayDo(verb, { namespace }, transport);
    asked.set(key, everywhere);
    const answer = await everywhere;
    // A creation has no name in the eyes of RBAC.
    return answer === false && verb !== 'create' ? mayDo(verb, { namespace, name }, transport) : answer;
  }
  return {
    async of(prepared) {
      const { id } = prepared.write;
      const verb = undoVerb(prepared);
      const allowed = await may(verb, id);
      if (allowed === false) {
        const why = `taking it back needs the right to ${verb} network policies in ${policyNamespace(id) ?? 'the cluster'}, which is not granted.`;
        return { state: 'closed', why };
      }
      const refusal = await tryUndo(prepared, client);
      if (refusal) return { state: isNo(refusal) ? 'closed' : 'unknown', why: refusal.message };
      return allowed ? undefined : { state: 'unknown', why: `Whether ${verb} is allowed there could not be asked.` };
    },
  };
}

function undoVerb({ write, before }: PreparedWrite): Verb {
  if (write.action === 'delete') return 'create';
  return before ? 'update' : 'delete';
}

/** The undo of a creation cannot be tried: there is nothing yet to delete. */
async function tryUndo({ write, before }: PreparedWrite, client: PolicyClient): Promise<Refusal | undefined> {
  if (!before) return undefined;
  if (write.action === 'put') {
    const { refusal } = await client.replace(write.id, restoreBody(before, before, before), { dryRun: true });
    return refusal?.kind === 'changed' ? undefined : refusal;
  }
  const owners = listOf(fieldsOf(before.metadata).ownerReferences);
  const { refusal } = await client.create(write.id, recreateBody(before, owners), { dryRun: true });
  // Admission is asked before the name is found taken.
  return refusal?.kind === 'exists' ? undefined : refusal;
}

function isNo({ kind }: Refusal): boolean {
  return kind === 'forbidden' || kind === 'invalid' || kind === 'other';
}

interface Where {
  readonly namespace: string;
  readonly name?: string | undefined;
}

async function mayDo(verb: Verb, where: Where, transport: KubeTransport): Promise<boolean | undefined> {
  const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
  const resourceAttributes = { group: 'networking.k8s.io', resource: 'networkpolicies', verb, ...where };
  const body = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes },
  };
  try {
    const answer = await transport.request({ method: 'POST', path, body, timeoutMs: 10_000 });
    const { allowed } = fieldsOf(fieldsOf(answer.body).status);
    return typeof allowed === 'boolean' ? allowed : undefined;
  } catch (error) {
    if (error instanceof TransportProblem) return undefined;
    throw error;
  }
}
