/** What is refused with 422: policies and metadata in full, other kinds as far as the controller relies on them. */

import { validatePolicy } from '../../../../lib/manifest/index.ts';
import type { Kind } from '../kinds.ts';
import { type KubeObject, listAt, objectAt, sameJson, textAt, valueAt } from '../kube-object.ts';
import { type FieldFault, invalid } from '../status.ts';
import { matchSelector } from '../store/label-selector.ts';

const WORKLOADS = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']);
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Throws the 422 that names every fault. */
export function validateObject(kind: Kind, object: KubeObject, previous: KubeObject | undefined): void {
  const faults = kind.kind === 'NetworkPolicy' ? policyFaults(object, previous) : otherFaults(kind, object, previous);
  if (faults.length > 0) throw invalid(kind.kind, kind.group, object.metadata.name ?? '', faults);
}

function policyFaults(object: KubeObject, previous: KubeObject | undefined): readonly FieldFault[] {
  const faults = [...ownerFaults(object), ...validatePolicy(object)];
  // An update is validated as an object and as a change: the server names each fault twice.
  return previous === undefined ? faults : [...faults, ...faults];
}

function otherFaults(kind: Kind, object: KubeObject, previous: KubeObject | undefined): readonly FieldFault[] {
  const blank = { metadata: object.metadata, spec: { podSelector: {} } };
  // RBAC names are path segments, not DNS names: they may hold colons.
  const isNameFree = kind.group === 'rbac.authorization.k8s.io' && (object.metadata.name ?? '') !== '';
  const metadata = validatePolicy(blank).filter((fault) => !isNameFree || fault.field !== 'metadata.name');
  const faults = [...ownerFaults(object), ...metadata, ...nameFaults(kind, object)];
  if (WORKLOADS.has(kind.kind)) faults.push(...workloadFaults(kind, object, previous));
  if (kind.kind === 'Pod') faults.push(...podFaults(object, previous));
  if (kind.kind === 'Service') faults.push(...serviceFaults(object, previous));
  return faults;
}

/** Without an index: the server names the list alone. */
function ownerFaults(object: KubeObject): readonly FieldFault[] {
  return listAt(object, 'metadata', 'ownerReferences').flatMap((owner) =>
    ['apiVersion', 'kind', 'name', 'uid']
      .filter((member) => (textAt(owner, member) ?? '') === '')
      .map((member) => {
        const message = `Invalid value: "": ${member === 'apiVersion' ? 'version ' : ''}must not be empty`;
        return fault(`metadata.ownerReferences.${member}`, 'FieldValueInvalid', message);
      }),
  );
}

function nameFaults(kind: Kind, object: KubeObject): readonly FieldFault[] {
  const name = object.metadata.name ?? '';
  if ((kind.kind !== 'Namespace' && kind.kind !== 'Service') || name === '' || DNS_LABEL.test(name)) return [];
  const rule =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with " +
    "an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
  return [fault('metadata.name', 'FieldValueInvalid', `Invalid value: ${JSON.stringify(name)}: ${rule}`)];
}

function workloadFaults(kind: Kind, object: KubeObject, previous: KubeObject | undefined): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  const selector = valueAt(object, 'spec', 'selector');
  const labels = objectAt(object, 'spec', 'template', 'metadata', 'labels') as Record<string, string>;
  if (selector === undefined) faults.push(fault('spec.selector', 'FieldValueRequired', 'Required value'));
  else if (!matchSelector(selector, labels)) {
    const shown = JSON.stringify(labels);
    const message = `Invalid value: ${shown}: \`selector\` does not match template \`labels\``;
    faults.push(fault('spec.template.metadata.labels', 'FieldValueInvalid', message));
  }
  faults.push(...containerFaults(object, 'spec.template.spec', ['spec', 'template', 'spec', 'containers']));
  if (previous !== undefined && !sameJson(selector, valueAt(previous, 'spec', 'selector'))) {
    const message = `Invalid value: ${JSON.stringify(selector)}: field is immutable`;
    faults.push(fault('spec.selector', 'FieldValueInvalid', message));
  }
  const replicas = valueAt(object, 'spec', 'replicas');
  if (kind.kind !== 'DaemonSet' && typeof replicas === 'number' && replicas < 0) {
    const message = `Invalid value: ${replicas}: must be greater than or equal to 0`;
    faults.push(fault('spec.replicas', 'FieldValueInvalid', message));
  }
  return faults;
}

const POD_RULE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,' +
  '`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),' +
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

function podFaults(object: KubeObject, previous: KubeObject | undefined): readonly FieldFault[] {
  if (previous === undefined) return containerFaults(object, 'spec', ['spec', 'containers']);
  if (sameJson(fixedPart(object), fixedPart(previous))) return [];
  return [fault('spec', 'FieldValueForbidden', `Forbidden: ${POD_RULE}`)];
}

/** The spec of a pod without what an update may change. */
function fixedPart(object: KubeObject): unknown {
  const spec = objectAt(object, 'spec');
  const withoutImage = (one: unknown) => ({ ...objectAt({ one }, 'one'), image: '' });
  return {
    ...spec,
    containers: listAt(spec, 'containers').map(withoutImage),
    initContainers: listAt(spec, 'initContainers').map(withoutImage),
    activeDeadlineSeconds: null,
    tolerations: null,
    terminationGracePeriodSeconds: null,
  };
}

function containerFaults(object: KubeObject, field: string, path: readonly string[]): readonly FieldFault[] {
  const containers = listAt(object, ...path);
  if (containers.length === 0) return [fault(`${field}.containers`, 'FieldValueRequired', 'Required value')];
  return containers.flatMap((container, index) =>
    ['name', 'image']
      .filter((member) => textAt(container, member) === undefined)
      .map((member) => fault(`${field}.containers[${index}].${member}`, 'FieldValueRequired', 'Required value')),
  );
}

function serviceFaults(object: KubeObject, previous: KubeObject | undefined): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  const ports = listAt(object, 'spec', 'ports');
  const type = textAt(object, 'spec', 'type');
  const isHeadless = textAt(object, 'spec', 'clusterIP') === 'None';
  if (ports.length === 0 && type !== 'ExternalName' && !isHeadless) {
    faults.push(fault('spec.ports', 'FieldValueRequired', 'Required value'));
  }
  const address = textAt(object, 'spec', 'clusterIP');
  const before = textAt(previous, 'spec', 'clusterIP');
  if (before !== undefined && address !== before) {
    const shown = JSON.stringify(address ?? '');
    faults.push(fault('spec.clusterIPs[0]', 'FieldValueInvalid', `Invalid value: [${shown}]: may not change once set`));
  }
  return faults;
}

function fault(field: string, reason: string, message: string): FieldFault {
  return { field, reason, message };
}
