/** Reads what verdicts rest on from a live cluster, once, as the objects that files would hold. */

import {
  AnswerProblem,
  type ApiResource,
  ConnectionProblem,
  connect,
  type KubeTransport,
  listObjects,
  TransportProblem,
  VERDICT_RESOURCES,
} from '#cluster';
import type { Arguments } from '../arguments.ts';
import { type Fields, fieldsAt, textAt } from '../objects/fields.ts';
import type { ManifestObject } from '../objects/manifest-object.ts';
import { type Problem, Refusal } from '../problem.ts';
import type { Progress } from '../progress.ts';

export interface ClusterReading {
  readonly objects: readonly ManifestObject[];
  readonly problems: readonly Problem[];
}

interface Reporting {
  readonly progress: Progress;
  readonly report: (problems: readonly Problem[]) => void;
}

interface Kind {
  readonly resource: ApiResource;
  /** Without it there is no answer; without the others only names of workloads are missing. */
  readonly isNeeded: boolean;
}

const listed = (group: string, object: string, plural: string): Kind => ({
  resource: { group, version: 'v1', plural, object, namespaced: true },
  isNeeded: false,
});

const KINDS: readonly Kind[] = [
  ...VERDICT_RESOURCES.map((resource) => ({ resource, isNeeded: true })),
  listed('apps', 'Deployment', 'deployments'),
  listed('apps', 'ReplicaSet', 'replicasets'),
  listed('apps', 'StatefulSet', 'statefulsets'),
  listed('apps', 'DaemonSet', 'daemonsets'),
  listed('', 'ReplicationController', 'replicationcontrollers'),
  listed('batch', 'Job', 'jobs'),
  listed('batch', 'CronJob', 'cronjobs'),
];

/** What findings rest on besides; verdicts do not. */
const AROUND: readonly Kind[] = [
  listed('', 'Service', 'services'),
  listed('networking.k8s.io', 'Ingress', 'ingresses'),
  listed('apiregistration.k8s.io', 'APIService', 'apiservices'),
  listed('admissionregistration.k8s.io', 'ValidatingWebhookConfiguration', 'validatingwebhookconfigurations'),
  listed('admissionregistration.k8s.io', 'MutatingWebhookConfiguration', 'mutatingwebhookconfigurations'),
];

/** Throws Refusal where the cluster cannot be reached or does not let namespaces, pods and policies be read. */
export async function readCluster(args: Arguments, { progress, report }: Reporting): Promise<ClusterReading> {
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
    // At once: what is to be read may be refused for the very reason.
    report(connection.warnings.map((message) => warning(connection.context, message)));
    const problems: Problem[] = [];
    for (const kind of args.command === 'check' ? [...KINDS, ...AROUND] : KINDS) {
      progress(`reading ${pathOf(kind)} of ${connection.context}`);
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

function missing(of: Kind, context: string, fault: string): Problem {
  const { resource, isNeeded } = of;
  const path = pathOf(of);
  if (isNeeded) throw new Refusal(`${path} of ${context} cannot be read: ${fault}`);
  const so = AROUND.includes(of)
    ? 'findings on them are left out'
    : `what a ${resource.object} owns is named as far as is known`;
  return warning(context, `${path} cannot be read: ${fault}; ${so}`);
}

function warning(context: string, message: string): Problem {
  return { severity: 'warning', file: context, line: 1, message };
}

type Listed = { readonly objects: readonly ManifestObject[] } | { readonly fault: string };

async function readAll(transport: KubeTransport, kind: Kind, context: string, progress: Progress): Promise<Listed> {
  try {
    const said = (count: number) => progress(`read ${count} of ${pathOf(kind)}`);
    const objects = await listObjects(transport, kind.resource, said);
    return { objects: objects.map((fields) => toObject(fields, kind, context)) };
  } catch (error) {
    if (!(error instanceof AnswerProblem)) throw error;
    const { status, body } = error.response;
    // A cluster without such a kind has none of it.
    if (status === 404 && !kind.isNeeded) return { objects: [] };
    return { fault: textAt(body, 'message') ?? `the server answered ${status}` };
  }
}

function apiVersionOf({ group, version }: ApiResource): string {
  return group === '' ? version : `${group}/${version}`;
}

function pathOf({ resource }: Kind): string {
  return `/${resource.group === '' ? 'api' : 'apis'}/${apiVersionOf(resource)}/${resource.plural}`;
}

function toObject(fields: Fields, { resource }: Kind, context: string): ManifestObject {
  const [kind, apiVersion] = [resource.object, apiVersionOf(resource)];
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
