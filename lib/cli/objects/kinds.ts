/** Which kinds are read, which are known and pass by, and which are unknown. */

import { otherPolicyKind } from '#engine';

/** By kind, the group each is read from. */
const READ: Readonly<Record<string, { readonly version: string; readonly namespaced: boolean }>> = {
  Namespace: { version: 'v1', namespaced: false },
  Pod: { version: 'v1', namespaced: true },
  NetworkPolicy: { version: 'networking.k8s.io/v1', namespaced: true },
  Deployment: { version: 'apps/v1', namespaced: true },
  StatefulSet: { version: 'apps/v1', namespaced: true },
  DaemonSet: { version: 'apps/v1', namespaced: true },
  ReplicaSet: { version: 'apps/v1', namespaced: true },
  ReplicationController: { version: 'v1', namespaced: true },
  Job: { version: 'batch/v1', namespaced: true },
  CronJob: { version: 'batch/v1', namespaced: true },
};

/**
 * Kinds of Kubernetes itself, of AWS and of what most clusters add that say nothing of what network policies admit and
 * make no pods, by group; of any version.
 */
const PASSED_OVER: Readonly<Record<string, string>> = {
  '': 'Binding ComponentStatus ConfigMap Endpoints Event LimitRange Node PersistentVolume PersistentVolumeClaim PodTemplate ResourceQuota Secret Service ServiceAccount',
  'admissionregistration.k8s.io':
    'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration',
  'apiextensions.k8s.io': 'CustomResourceDefinition',
  'apiregistration.k8s.io': 'APIService',
  apps: 'ControllerRevision',
  'argoproj.io': 'Application ApplicationSet AppProject',
  autoscaling: 'HorizontalPodAutoscaler Scale',
  'cert-manager.io': 'Certificate CertificateRequest ClusterIssuer Issuer',
  'certificates.k8s.io': 'CertificateSigningRequest ClusterTrustBundle',
  'coordination.k8s.io': 'Lease LeaseCandidate',
  'crd.k8s.amazonaws.com': 'ENIConfig',
  'discovery.k8s.io': 'EndpointSlice',
  'elbv2.k8s.aws': 'IngressClassParams TargetGroupBinding',
  'events.k8s.io': 'Event',
  'flowcontrol.apiserver.k8s.io': 'FlowSchema PriorityLevelConfiguration',
  'gateway.networking.k8s.io':
    'BackendTLSPolicy Gateway GatewayClass GRPCRoute HTTPRoute ReferenceGrant TCPRoute TLSRoute UDPRoute',
  'kustomize.config.k8s.io': 'Kustomization Component',
  'metrics.k8s.io': 'PodMetrics NodeMetrics',
  'monitoring.coreos.com': 'PodMonitor Probe PrometheusRule ServiceMonitor',
  'networking.k8s.aws': 'PolicyEndpoint',
  'networking.k8s.io': 'Ingress IngressClass IPAddress ServiceCIDR',
  'node.k8s.io': 'RuntimeClass',
  policy: 'PodDisruptionBudget PodSecurityPolicy Eviction',
  'rbac.authorization.k8s.io': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'resource.k8s.io': 'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice',
  'scheduling.k8s.io': 'PriorityClass',
  'snapshot.storage.k8s.io': 'VolumeSnapshot VolumeSnapshotClass VolumeSnapshotContent',
  'storage.k8s.io': 'CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass',
};

/** Groups of Kubernetes itself: a kind that they do not have is a mistake, and no custom resource. */
const BUILT_IN: ReadonlySet<string> = new Set([
  '',
  ...'apps autoscaling batch extensions policy'.split(' '),
  ...'admissionregistration apiextensions apiregistration authentication authorization certificates coordination discovery events flowcontrol.apiserver networking node rbac.authorization resource scheduling storage'
    .split(' ')
    .map((group) => `${group}.k8s.io`),
]);

/** Whatever its group, it says what pods may do. */
const POLICY = /NetworkPolicy$/;

export type KindSupport =
  | { readonly is: 'read'; readonly namespaced: boolean }
  /** A policy that is known and not judged. */
  | { readonly is: 'unjudged' }
  | { readonly is: 'passed over' }
  /** A resource that nothing is known of. */
  | { readonly is: 'foreign'; readonly because: string }
  | { readonly is: 'unknown'; readonly because: string };

/** `defined`: kinds, as `group/Kind`, that a CustomResourceDefinition of the input makes known. */
export function standingOf(apiVersion: string, kind: string, defined: ReadonlySet<string>): KindSupport {
  const read = Object.hasOwn(READ, kind) ? READ[kind] : undefined;
  if (read && read.version === apiVersion) return { is: 'read', namespaced: read.namespaced };
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  const other = otherPolicyKind(group, kind);
  if (other || (POLICY.test(kind) && !read && !BUILT_IN.has(group))) return { is: 'unjudged' };
  const known = Object.hasOwn(PASSED_OVER, group) ? PASSED_OVER[group]?.split(' ') : undefined;
  if (known?.includes(kind) || defined.has(`${group}/${kind}`)) return { is: 'passed over' };
  if (!BUILT_IN.has(group) && !read)
    return { is: 'foreign', because: `${kind} of ${group} is not known here: objects of this kind are passed over` };
  const hint = read ? `; write ${read.version}` : '';
  return {
    is: 'unknown',
    because: `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}${hint}`,
  };
}

/** The version items of a typed list have that carry none. */
export function versionOfKind(kind: string): string | undefined {
  return Object.hasOwn(READ, kind) ? READ[kind]?.version : undefined;
}
