/** Reads what verdicts rest on from a live cluster, once, as the objects that files would hold. */

import { ConnectionProblem, connect, type KubeTransport, TransportProblem } from '#cluster';
import type { Arguments } from '../arguments.ts';
import { fieldsAt, isFields, textAt, valueAt } from '../objects/fields.ts';
import type { ManifestObject } from '../objects/manifest-object.ts';
import { type Problem, Refusal } from '../problem.ts';
import type { Progress } from '../progress.ts';

export interface ClusterReading {
  readonly objects: readonly ManifestObject[];
  readonly problems: readonly Problem[];
}

interface Kind {
  readonly kind: string;
  readonly apiVersion: string;
  readonly path: string;
  /** Without it there is no answer; without the others only names of workloads are missing. */
  readonly isNeeded: boolean;
}

const kindOf = (kind: string, apiVersion: string, plural: string, isNeeded = false): Kind => {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return { kind, apiVersion, path: `${root}/${plural}`, isNeeded };
};

const KINDS: readonly Kind[] = [
  kindOf('Namespace', 'v1', 'namespaces', true),
  kindOf('Pod', 'v1', 'pods', true),
  kindOf('NetworkPolicy', 'networking.k8s.io/v1', 'networkpolicies', true),
  kindOf('Deployment', 'apps/v1', 'deployments'),
  kindOf('ReplicaSet', 'apps/v1', 'replicasets'),
  kindOf('StatefulSet', 'apps/v1', 'statefulsets'),
  kindOf('DaemonSet', 'apps/v1', 'daemonsets'),
  kindOf('ReplicationController', 'v1', 'replicationcontrollers'),
  kindOf('Job', 'batch/v1', 'jobs'),
  kindOf('CronJob', 'batch/v1', 'cronjobs'),
];

/** What findings rest on besides; verdicts do not. */
const AROUND: readonly Kind[] = [
  kindOf('Service', 'v1', 'services'),
  kindOf('Ingress', 'networking.k8s.io/v1', 'ingresses'),
  kindOf('APIService', 'apiregistration.k8s.io/v1', 'apiservices'),
  kindOf('ValidatingWebhookConfiguration', 'admissionregistration.k8s.io/v1', 'validatingwebhookconfigurations'),
  kindOf('MutatingWebhookConfiguration', 'admissionregistration.k8s.io/v1', 'mutatingwebhookconfigurations'),
];

const PAGE = '500';
const PAGE_MS = 30_000;

/** Throws Refusal where the cluster cannot be reached or does not let namespaces, pods and policies be read. */
export async function readCluster(args: Arguments, progress: Progress): Promise<ClusterReading> {
  const { context, kubeconfig, allowExec } = args;
  let transport: KubeTransport | undefined;
  try {
    const connection = await connect({
      allowExec,
      ...(context ? { context } : {}),
      ...(kubeconfig ? { kubeconfig } : {}),
    });
    ({ transport } = connection);
    const objects: ManifestObject[] = [];
    const problems: Problem[] = [];
    for (const kind of args.command === 'check' ? [...KINDS, ...AROUND] : KINDS) {
      progress(`reading ${kind.path} of ${connection.context}`);
      const read = await readAll(transport, kind, connection.context, progress);
      if ('fault' in read) problems.push(missing(kind, connection.context, read.fault));
      else objects.push(...read.objects);
    }
    return { objects, problems };
  } catch (error) {
    if (error instanceof ConnectionProblem || error instanceof TransportProblem) throw new Refusal(error.message);
    throw error;
  } finally {
    await transport?.close();
  }
}

function missing(kind: Kind, context: string, fault: string): Problem {
  const { path } = kind;
  if (kind.isNeeded) throw new Refusal(`${path} of ${context} cannot be read: ${fault}`);
  const so = AROUND.includes(kind)
    ? 'findings on them are left out'
    : `what a ${kind.kind} owns is named as far as is known`;
  const message = `${path} cannot be read: ${fault}; ${so}`;
  return { severity: 'warning', file: context, line: 1, message };
}

type Listed = { readonly objects: readonly ManifestObject[] } | { readonly fault: string };

async function readAll(transport: KubeTransport, kind: Kind, context: string, progress: Progress): Promise<Listed> {
  const objects: ManifestObject[] = [];
  let next: string | undefined;
  do {
    const query = { limit: PAGE, continue: next };
    const { status, body } = await transport.request({ method: 'GET', path: kind.path, query, timeoutMs: PAGE_MS });
    if (status === 410 && next !== undefined) {
      // A page of a list that the server no longer remembers: from the beginning.
      objects.length = 0;
      next = undefined;
      continue;
    }
    // A cluster without such a kind has none of it.
    if (status === 404 && !kind.isNeeded) return { objects };
    if (status !== 200) return { fault: textAt(body, 'message') ?? `the server answered ${status}` };
    const items = valueAt(body, 'items');
    for (const item of Array.isArray(items) ? items : []) {
      if (isFields(item)) objects.push(toObject(item, kind, context));
    }
    next = textAt(fieldsAt(body, 'metadata'), 'continue');
    progress(`read ${objects.length} of ${kind.path}`);
  } while (next !== undefined);
  return { objects };
}

function toObject(fields: Record<string, unknown>, { kind, apiVersion }: Kind, context: string): ManifestObject {
  const metadata = fieldsAt(fields, 'metadata');
  return {
    kind,
    apiVersion,
    namespace: textAt(metadata, 'namespace') ?? '',
    name: textAt(metadata, 'name') ?? '',
    fields: { ...fields, kind, apiVersion },
    isRead: true,
    file: context,
    lineOf: () => 1,
  };
}
