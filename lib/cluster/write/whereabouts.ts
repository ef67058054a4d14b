/** Which cluster answers and whom it takes us for, asked over one pinned connection: to be compared later. */

import { text } from '../connect/json-fields.ts';
import { fieldsOf, listOf } from '../connect/object-fields.ts';
import type { PinnedConnection } from '../connect/pinned-connection.ts';
import type { PolicyClient } from './policy/policy-client.ts';

export interface Whereabouts {
  readonly server: string;
  readonly login: string;
  /** Of kube-system; undefined where it may not be read. */
  readonly uid: string | undefined;
  /** Undefined where the server cannot say. */
  readonly user: string | undefined;
  /** Of the server, where it was verified. */
  readonly certificate: string | undefined;
  /** Objects by which the cluster is known again where its uid may not be read. */
  readonly landmarks: readonly Landmark[];
}

export interface Landmark {
  readonly path: string;
  readonly uid: string;
}

/** What differs now; `unproven` where nothing tells that it is the same cluster. */
export type Difference = 'another-cluster' | 'another-user' | 'unproven';

/** `namespaces` are those in which landmarks are looked for. Throws as `clusterUid` does. */
export async function askWhereabouts(
  pinned: PinnedConnection,
  client: PolicyClient,
  namespaces: readonly string[],
): Promise<Whereabouts> {
  const [uid, user] = await Promise.all([client.clusterUid(), askUser(pinned)]);
  const found =
    uid === undefined ? await Promise.all(namespaces.map((namespace) => landmarkIn(namespace, pinned))) : [];
  return {
    server: pinned.server,
    login: pinned.login,
    uid,
    user,
    certificate: pinned.certificate(),
    landmarks: found.flatMap((landmark) => landmark ?? []),
  };
}

/** Whether anything could tell later that it is the same cluster. */
export function isProvable({ uid, certificate, landmarks }: Whereabouts): boolean {
  return uid !== undefined || certificate !== undefined || landmarks.length > 0;
}

/** Compares what was found at the preview with what answers now. */
export async function differenceOf(
  before: Whereabouts,
  now: Whereabouts,
  pinned: PinnedConnection,
): Promise<Difference | undefined> {
  if (before.uid !== undefined && now.uid !== undefined) {
    if (before.uid !== now.uid) return 'another-cluster';
  } else if (before.server !== now.server) {
    return 'another-cluster';
  }
  // A server that cannot say who asks leaves the login of the kubeconfig to tell it by.
  const isSameUser =
    before.user !== undefined && now.user !== undefined ? before.user === now.user : before.login === now.login;
  if (!isSameUser) return 'another-user';
  if (before.uid !== undefined && now.uid !== undefined) return undefined;
  const seen = await Promise.all(before.landmarks.map((landmark) => uidAt(landmark.path, pinned)));
  if (seen.some((uid, index) => uid !== undefined && uid !== before.landmarks[index]?.uid)) return 'another-cluster';
  if (seen.some((uid) => uid !== undefined)) return undefined;
  // Servers of one cluster may show certificates of their own: another one proves nothing, the same one does.
  return before.certificate !== undefined && before.certificate === now.certificate ? undefined : 'unproven';
}

const SELF = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const ASK_MS = 10_000;

async function askUser({ transport }: PinnedConnection): Promise<string | undefined> {
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  const answer = await transport.request({ method: 'POST', path: SELF, body, timeoutMs: ASK_MS });
  return text(fieldsOf(fieldsOf(fieldsOf(answer.body).status).userInfo).username);
}

/** What every namespace has, or anything in it that may be read. */
async function landmarkIn(namespace: string, pinned: PinnedConnection): Promise<Landmark | undefined> {
  const core = `/api/v1/namespaces/${encodeURIComponent(namespace)}`;
  const root = `${core}/configmaps/kube-root-ca.crt`;
  const uid = await uidAt(root, pinned);
  if (uid !== undefined) return { path: root, uid };
  const policies = `/apis/networking.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/networkpolicies`;
  return (await firstOf(policies, pinned)) ?? (await firstOf(`${core}/pods`, pinned));
}

async function uidAt(path: string, { transport }: PinnedConnection): Promise<string | undefined> {
  const { status, body } = await transport.request({ method: 'GET', path, timeoutMs: ASK_MS });
  return status === 200 ? text(fieldsOf(fieldsOf(body).metadata).uid) : undefined;
}

async function firstOf(path: string, { transport }: PinnedConnection): Promise<Landmark | undefined> {
  const { status, body } = await transport.request({ method: 'GET', path, query: { limit: '1' }, timeoutMs: ASK_MS });
  const { name, uid } = fieldsOf((status === 200 ? listOf(fieldsOf(body).items) : [])[0]?.metadata);
  const found = { name: text(name), uid: text(uid) };
  if (found.name === undefined || found.uid === undefined) return undefined;
  return { path: `${path}/${encodeURIComponent(found.name)}`, uid: found.uid };
}
