/** Reads a folder of manifests into a snapshot, for tests on other projects' cases: just as much as those cases need. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { ContainerPort, NetworkPolicy, Pod, Protocol, Snapshot } from '../index.ts';

interface Item {
  readonly kind?: string;
  readonly metadata?: Meta;
  readonly spec?: PodSpec & { readonly template?: { readonly metadata?: Meta; readonly spec?: PodSpec } };
  readonly status?: { readonly podIP?: string; readonly hostIP?: string; readonly phase?: Pod['phase'] };
  readonly items?: readonly Item[];
}

interface Meta {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly controller?: boolean }[];
}

interface PodSpec {
  readonly containers?: readonly {
    readonly ports?: readonly {
      readonly name?: string;
      readonly containerPort?: number;
      readonly protocol?: Protocol;
    }[];
  }[];
}

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob'];

export function readManifests(folder: string): Snapshot {
  const files = readdirSync(folder).filter((name) => /\.(ya?ml|json)$/.test(name));
  const items = files.flatMap((name) => itemsIn(readFileSync(join(folder, name), 'utf8')));
  const policies = items.filter(({ kind }) => kind === 'NetworkPolicy').map(toPolicy);
  const pods = items.flatMap((item) => toPods(item));
  const namespaces = items.flatMap(({ kind, metadata }) =>
    kind === 'Namespace' && metadata?.name ? [{ name: metadata.name, labels: metadata.labels ?? {} }] : [],
  );
  return { namespaces, pods, policies };
}

function itemsIn(text: string): Item[] {
  const documents = parseAllDocuments(text).map((document) => document.toJS() as Item | null);
  const flatten = (item: Item | null, kind?: string): Item[] => {
    if (!item) return [];
    if (item.items) return item.items.flatMap((one) => flatten(one, item.kind?.replace(/List$/, '') || undefined));
    return [{ ...item, kind: item.kind ?? kind }];
  };
  return documents.flatMap((document) => flatten(document));
}

function toPolicy(item: Item): NetworkPolicy {
  const policy = item as unknown as NetworkPolicy;
  return { ...policy, metadata: { ...policy.metadata, namespace: policy.metadata.namespace ?? 'default' } };
}

function toPods({ kind = '', metadata, spec, status }: Item): Pod[] {
  const name = metadata?.name ?? '';
  const namespace = metadata?.namespace ?? 'default';
  const base = { namespace, name, uid: name, hostNetwork: false, ready: true };
  if (kind === 'Pod') {
    const owner = metadata?.ownerReferences?.find(({ controller }) => controller);
    return [
      {
        ...base,
        labels: metadata?.labels ?? {},
        ips: status?.podIP ? [status.podIP] : [],
        hostIps: [],
        phase: status?.phase ?? 'Running',
        ports: toPorts(spec),
        workload: owner ? { kind: owner.kind, name: owner.name } : { kind: 'Pod', name },
      },
    ];
  }
  if (!WORKLOADS.includes(kind)) return [];
  const labels = spec?.template?.metadata?.labels ?? {};
  const ports = toPorts(spec?.template?.spec);
  return [{ ...base, labels, ips: [], hostIps: [], phase: 'Pending', ports, workload: { kind, name } }];
}

function toPorts(spec: PodSpec | undefined): ContainerPort[] {
  return (spec?.containers ?? []).flatMap(({ ports }) =>
    (ports ?? []).flatMap(({ name, containerPort, protocol = 'TCP' }) =>
      containerPort === undefined ? [] : [{ ...(name ? { name } : {}), port: containerPort, protocol }],
    ),
  );
}
