/** What a context says about reaching and entering its cluster, checked and with its files read. */

import { ConnectionProblem } from '../connection-problem.ts';
import { text } from '../json-fields.ts';
import type { FoundContext } from '../kubeconfig-entry.ts';
import type { ExecPolicy } from '../login/exec-policy.ts';
import { type Login, loginOf } from '../login/login.ts';
import { findContext } from './find-context.ts';
import { type ImpersonationHeaders, impersonation } from './impersonation.ts';
import type { Kubeconfig } from './read-kubeconfig.ts';
import { isReadableOnTheWay, serverOf } from './server-address.ts';
import { type TlsSettings, tlsOf } from './tls-settings.ts';

export interface ClusterAccess {
  readonly context: string;
  readonly cluster: string;
  readonly namespace: string;
  /** Without a slash at the end. */
  readonly server: string;
  readonly tls: TlsSettings;
  readonly proxyUrl?: string;
  readonly login: Login;
  /** Why the login that the kubeconfig holds is not used: one sentence. */
  readonly withheld?: string;
  readonly impersonate: ImpersonationHeaders;
  /** Files whose change makes this out of date, besides the kubeconfig. */
  readonly files: readonly string[];
  /**
   * Why nothing can be asked of the cluster as things are: a file that is not there, a certificate that is none, a
   * command that was not allowed. All of them can be mended while this program runs.
   */
  readonly problem?: ConnectionProblem;
}

/** Throws ConnectionProblem with one sentence where there is no cluster to speak of. */
export async function accessOf(
  kubeconfig: Kubeconfig,
  wanted: string | undefined,
  policy: ExecPolicy,
): Promise<ClusterAccess> {
  const found = findContext(kubeconfig, wanted);
  const { context, cluster, userEntry } = found;
  const files: string[] = [...policy.files];
  const server = serverOf(cluster);
  const proxyUrl = text(cluster.proxyUrl);
  const entrance = await entranceOf(found, server, policy, files);
  return {
    context: context.name,
    cluster: cluster.name,
    namespace: text(context.namespace)?.trim() || 'default',
    server,
    proxyUrl,
    impersonate: impersonation(userEntry.fields),
    ...(isReadableOnTheWay(server, proxyUrl) ? withoutLogin(entrance, server) : entrance),
    files,
  };
}

type Entrance = Pick<ClusterAccess, 'tls' | 'login' | 'problem'>;

async function entranceOf(found: FoundContext, server: string, policy: ExecPolicy, files: string[]): Promise<Entrance> {
  try {
    const tls = await tlsOf(found.cluster, found.user, files);
    return { tls, login: await loginOf(found, { server, policy, files }) };
  } catch (error) {
    if (!(error instanceof ConnectionProblem)) throw error;
    const tls = { insecure: found.cluster.skipTLSVerify };
    return { tls, login: { by: 'nothing' }, problem: error };
  }
}

/** As kubectl does. A command is not even started, so that what it would give exists nowhere. */
function withoutLogin(entrance: Entrance, server: string): Entrance & Pick<ClusterAccess, 'withheld'> {
  if (entrance.login.by === 'nothing') return entrance;
  const withheld = `The login of the kubeconfig is not sent to ${server}, for anyone on the way could read it: the address is plain http.`;
  return { ...entrance, login: { by: 'nothing' }, withheld };
}
