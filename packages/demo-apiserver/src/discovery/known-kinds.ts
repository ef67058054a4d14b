/**
 * Kinds that are not served but often stand beside those that are. They are described so that kubectl gets past its
 * validation and says plainly, for these alone, that the server has no such resource; the rest is applied.
 */

export interface KnownKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly resource: string;
}

function known(group: string, version: string, ...kinds: readonly (readonly [string, string])[]): readonly KnownKind[] {
  return kinds.map(([kind, resource]) => ({ group, version, kind, resource }));
}

export const KNOWN_KINDS: readonly KnownKind[] = [
  ...known('', 'v1', ['Secret', 'secrets'], ['PersistentVolumeClaim', 'persistentvolumeclaims']),
  ...known('', 'v1', ['ResourceQuota', 'resourcequotas'], ['LimitRange', 'limitranges']),
  ...known('networking.k8s.io', 'v1', ['IngressClass', 'ingressclasses']),
  ...known('autoscaling', 'v2', ['HorizontalPodAutoscaler', 'horizontalpodautoscalers']),
  ...known('policy', 'v1', ['PodDisruptionBudget', 'poddisruptionbudgets']),
];
