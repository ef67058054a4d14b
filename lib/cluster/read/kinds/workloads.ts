/** What makes pods: whose it is in turn, and the pod that stands for it while it has none. */

import type { NoPods, Pod } from '#engine';
import { type WorkloadKind, watchedKind } from '#stream';
import type { Fields } from '../../connect/json-fields.ts';
import { text } from '../../connect/json-fields.ts';
import { fieldsOf, labelsOf, meets } from '../../connect/object-fields.ts';
import { frozen } from './frozen.ts';
import type { Intern } from './interner.ts';
import { controllerOf, type OwnerRecord } from './owner-chain.ts';
import { portsOf } from './pods.ts';
import { type Resource, resourceOf } from './resource.ts';

export interface WorkloadRecord extends OwnerRecord {
  readonly namespace: string;
  /** Its template as a pod; whose it is in the end is known with all that may own it. */
  readonly template: Omit<Pod, 'name' | 'workload'> & { readonly standsIn: NoPods };
}

export function workloads(kind: WorkloadKind, intern: Intern): Resource<WorkloadRecord> {
  const watched = watchedKind(kind);
  const { object: name } = watched.resource;
  return resourceOf<WorkloadRecord>(watched, {
    parted: true,
    project: (object, metadata) => projectWorkload(name, object, metadata, intern),
  });
}

function projectWorkload(kind: string, object: Fields, metadata: Fields, intern: Intern): WorkloadRecord {
  const spec = fieldsOf(object.spec);
  const holder = kind === 'CronJob' ? fieldsOf(fieldsOf(spec.jobTemplate).spec) : spec;
  const template = fieldsOf(holder.template);
  const podSpec = fieldsOf(template.spec);
  const standsIn = whyNone(kind, spec, fieldsOf(object.status));
  const owner = controllerOf(metadata);
  const namespace = text(metadata.namespace) ?? '';
  return frozen({
    kind,
    name: text(metadata.name) ?? '',
    uid: text(metadata.uid) ?? '',
    ...(owner ? { owner } : {}),
    namespace,
    template: {
      namespace,
      labels: intern(labelsOf(fieldsOf(template.metadata).labels)),
      ips: [],
      hostIps: [],
      hostNetwork: podSpec.hostNetwork === true,
      phase: standsIn === 'finished' ? ('Succeeded' as const) : ('Pending' as const),
      ready: false,
      ports: intern(portsOf(podSpec)),
      standsIn,
    },
  });
}

function whyNone(kind: string, spec: Fields, status: Fields): NoPods {
  if (kind === 'Job' && (meets(status.conditions, 'Complete') || meets(status.conditions, 'Failed'))) return 'finished';
  if (spec.suspend === true) return 'suspended';
  if (kind === 'CronJob') return 'between-runs';
  return spec.replicas === 0 ? 'scaled-to-zero' : 'none-now';
}
