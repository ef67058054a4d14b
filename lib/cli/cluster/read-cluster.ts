/** Reads what verdicts rest on from a live cluster, once, as the objects that files would hold. */

import {
  AnswerProblem,
  type ApiResource,
  ConnectionProblem,
  connect,
  type KubeTransport,
  listObjects,
  servedPolicies,
  TransportProblem,
  unreadablePolicies,
  VERDICT_RESOURCES,
} from '#cluster';
import type { Arguments } from '../arguments.ts';
import { type Fields, fieldsAt, textAt } from '../objects/fields.ts';
import type { ManifestObject } from '../objects/manifest-object.ts';
import { CommandRefusal, type InputProblem } from '../problem.ts';
import type { Progress } from '../progress.ts';
import { profileShown, type ShownProfile } from './profile-shown.ts';

export interface ClusterReading {
  readonly objects: readonly ManifestObject[];
  readonly problems: readonly InputProblem[];
}

export interface JudgedCluster extends ClusterReading {
  /** Absent where a profile was asked for. */
  readonly shown?: ShownProfile;
}

interface Reporting {
  readonly progress: Progress;
  readonly report: (problems: readonly InputProblem[]) => void;
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
  listed('', 'Service', 'services'),
];

/** What findings rest on besides; verdicts do not. */
const AROUND: readonly Kind[] = [
  listed('networking.k8s.io', 'Ingress', 'ingresses'),
  listed('discovery.k8s.io', 'EndpointSlice', 'endpointslices'),
  listed('rbac.authorization.k8s.io', 'RoleBinding', 'rolebindings'),
  listed('rbac.authorization.k8s.io', 'ClusterRoleBinding', 'clusterrolebindings'),
  listed('apiregistration.k8s.io', 'APIService', 'apiservices'),
  listed('admissionregistration.k8s.io', 'ValidatingWebhookConfiguration', 'validatingwebhookconfigurations'),
  listed('admissionregistration.k8s.io', 'MutatingWebhookConfiguration', 'mutatingwebhookconfigurations'),
];

/** Throws Refusal where the cluster cannot be reached or does not let namespaces, pods and policies be read. */
export async function readCluster(args: Arguments, { progress, report }: Reporting): Promise<JudgedCluster> {
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
    const problems: InputProblem[] = [];
    for (const kind of args.command === 'check' ? [...KINDS, ...AROUND] : KINDS) {
      progress(`reading ${pathOf(kind)} of ${connection.context}`);
      const read = await readAll(transport, kind, connection.context, progress);
      if ('fault' in read) problems.push(missing(kind, connection.context, read.fault));
      else objects.push(...read.objects);
    }
    const others = await readOthers(transport, connection.context, progress);
    const reading = { objects: [...objects, ...others.objects], problems: [...problems, ...others.problems] };
    if (args.isProfileChosen) return reading;
    const pods = objects.filter(({ kind }) => kind === 'Pod').map(({ fields }) => fields);
    return { ...reading, shown: await profileShown(pods, () => readNodes(connection, progress)) };
  } catch (error) {
    if (error instanceof ConnectionProblem || error instanceof TransportProblem)
      throw new CommandRefusal(error.message);
    throw error;
  } finally {
    await transport?.close();
  }
}

/** Policies of kinds that are not judged. One that may not be read stands for all there may be of it. */
async function readOthers(transport: KubeTransport, context: string, progress: Progress): Promise<ClusterReading> {
  let served: readonly ApiResource[];
  try {
    served = await servedPolicies(transport);
  } catch (error) {
    if (!(error instanceof AnswerProblem)) throw error;
    const message = 'it does not say which kinds it has; policies of other kinds than NetworkPolicy may be there';
    return { objects: [], problems: [warning(context, message)] };
  }
  const objects: ManifestObject[] = [];
  const problems: InputProblem[] = [];
  for (const resource of served) {
    const kind = { resource, isNeeded: false };
    progress(`reading ${pathOf(kind)} of ${context}`);
    const read = await readAll(transport, kind, context, progress);
    const found =
      'fault' in read
        ? [toObject({ metadata: { name: unreadablePolicies(resource).name } }, kind, context)]
        : read.objects;
    for (const object of found) objects.push({ ...object, isRead: false, isUnjudged: true });
    const what = `${resource.object} of ${resource.group}`;
    const so = 'what they may change is told as unknown';
    if ('fault' in read) problems.push(warning(context, `${what} cannot be read: ${read.fault}; ${so}`));
    else if (found.length > 0) problems.push(warning(context, `${found.length} ${what} are not judged: ${so}`));
  }
  return { objects, problems };
}

/** Undefined where they may not be read. */
async function readNodes(
  { transport, context }: { readonly transport: KubeTransport; readonly context: string },
  progress: Progress,
): Promise<readonly Fields[] | undefined> {
  const read = await readAll(transport, NODES, context, progress);
  return 'fault' in read ? undefined : read.objects.map(({ fields }) => fields);
}

const NODES: Kind = {
  resource: { group: '', version: 'v1', plural: 'nodes', object: 'Node', namespaced: false },
  isNeeded: true,
};

function missing(of: Kind, context: string, fault: string): InputProblem {
  const { resource, isNeeded } = of;
  const path = pathOf(of);
  if (isNeeded) throw new CommandRefusal(`${path} of ${context} cannot be read: ${fault}`);
  const so = AROUND.includes(of)
    ? 'findings on them are left out'
    : resource.object === 'Service'
      ? 'addresses of Services are taken for addresses outside'
      : `what a ${resource.object} owns is named as far as is known`;
  return warning(context, `${path} cannot be read: ${fault}; ${so}`);
}

function warning(context: string, message: string): InputProblem {
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
