import { objectKey } from '#engine';
import { listedKind } from './watched-kind.ts';

/** What calls a Service from outside the pods. */
export interface ServiceCall {
  readonly kind: 'webhook' | 'api-service' | 'ingress';
  readonly name: string;
  readonly namespace: string;
  readonly service: string;
  /** Number or name of the Service's port; its only one where absent. */
  readonly port?: number | string;
}

/** An object that has Services called: most call one or none. */
export interface CallingObject {
  /** Absent for one of the whole cluster. */
  readonly namespace?: string;
  readonly name: string;
  readonly calls: readonly ServiceCall[];
}

const keyOf = ({ namespace, name }: CallingObject) => objectKey({ namespace, name });

export const ingresses = listedKind<CallingObject>()({
  kind: 'ingresses',
  resource: { group: 'networking.k8s.io', version: 'v1', plural: 'ingresses', object: 'Ingress', namespaced: true },
  words: 'Ingresses',
  neededFor: 'details',
  keyOf,
});

const ADMISSION = { group: 'admissionregistration.k8s.io', version: 'v1', namespaced: false } as const;

export const validatingWebhooks = listedKind<CallingObject>()({
  kind: 'validatingwebhookconfigurations',
  resource: { ...ADMISSION, plural: 'validatingwebhookconfigurations', object: 'ValidatingWebhookConfiguration' },
  words: 'validating webhooks',
  neededFor: 'details',
  keyOf,
});

export const mutatingWebhooks = listedKind<CallingObject>()({
  kind: 'mutatingwebhookconfigurations',
  resource: { ...ADMISSION, plural: 'mutatingwebhookconfigurations', object: 'MutatingWebhookConfiguration' },
  words: 'mutating webhooks',
  neededFor: 'details',
  keyOf,
});

export const apiServices = listedKind<CallingObject>()({
  kind: 'apiservices',
  resource: {
    group: 'apiregistration.k8s.io',
    version: 'v1',
    plural: 'apiservices',
    object: 'APIService',
    namespaced: false,
  },
  words: 'API services',
  neededFor: 'details',
  keyOf,
});
