/** What objects tell beside pods, namespaces and policies: Services, and what calls them from outside the pods. */

import { policyId } from '#engine';
import type { ClusterSurroundings, ServiceCaller } from '#findings';
import { fieldsAt, objectsAt, textAt, valueAt } from '../objects/fields.ts';
import type { ManifestObject } from '../objects/manifest-object.ts';
import { apiClientsOf } from './api-clients.ts';
import { hooksOf } from './hooks.ts';
import { servicesOf } from './to-service.ts';

/** A load balancer that sends to the pods' own addresses; other Ingress controllers are pods themselves. */
const ALB_MARK = /^alb\.ingress\.kubernetes\.io\//;

export function toSurroundings(objects: readonly ManifestObject[]): ClusterSurroundings {
  const unplaced = objects.filter(
    ({ kind, isRead, fields }) =>
      kind === 'NetworkPolicy' && isRead && textAt(fieldsAt(fields, 'metadata'), 'namespace') === undefined,
  );
  return {
    services: servicesOf(objects),
    apiClients: apiClientsOf(objects),
    hooks: hooksOf(objects),
    callers: objects.flatMap(callersOf),
    unplaced: new Set(unplaced.map(({ namespace, name }) => policyId({ metadata: { namespace, name } }))),
  };
}

function callersOf({ kind, name, namespace, fields }: ManifestObject): readonly ServiceCaller[] {
  switch (kind) {
    case 'ValidatingWebhookConfiguration':
    case 'MutatingWebhookConfiguration':
      return objectsAt(fields, 'webhooks').flatMap((webhook) =>
        called('webhook', textAt(webhook, 'name') ?? name, fieldsAt(webhook, 'clientConfig', 'service'), 443),
      );
    case 'APIService':
      return called('api-service', name, fieldsAt(fields, 'spec', 'service'), 443);
    case 'Ingress':
      return isBalanced(fields) ? backendsOf(name, namespace || 'default', fields) : [];
    default:
      return [];
  }
}

function called(kind: ServiceCaller['kind'], name: string, service: unknown, usual: number): readonly ServiceCaller[] {
  const [namespace, own] = [textAt(service, 'namespace'), textAt(service, 'name')];
  const port = valueAt(service, 'port');
  if (namespace === undefined || own === undefined) return [];
  return [{ kind, name, namespace, service: own, port: typeof port === 'number' ? port : usual }];
}

/** By address, rather than through the machines' ports. */
function isBalanced(fields: unknown): boolean {
  const annotations = fieldsAt(fields, 'metadata', 'annotations') ?? {};
  const isAlb = textAt(fieldsAt(fields, 'spec'), 'ingressClassName') === 'alb';
  const target = valueAt(annotations, 'alb.ingress.kubernetes.io/target-type');
  return target === 'ip' && (isAlb || Object.keys(annotations).some((key) => ALB_MARK.test(key)));
}

function backendsOf(name: string, namespace: string, fields: unknown): readonly ServiceCaller[] {
  const spec = fieldsAt(fields, 'spec');
  const paths = objectsAt(spec, 'rules').flatMap((rule) => objectsAt(fieldsAt(rule, 'http'), 'paths'));
  const backends = [fieldsAt(spec, 'defaultBackend'), ...paths.map((path) => fieldsAt(path, 'backend'))];
  const found = backends.flatMap((backend): readonly ServiceCaller[] => {
    const service = fieldsAt(backend, 'service');
    const own = textAt(service, 'name');
    const port = fieldsAt(service, 'port');
    const number = valueAt(port, 'number');
    if (own === undefined) return [];
    const asked = typeof number === 'number' ? number : textAt(port, 'name');
    return [{ kind: 'ingress', name, namespace, service: own, ...(asked !== undefined && { port: asked }) }];
  });
  return [...new Map(found.map((caller) => [`${caller.service} ${caller.port}`, caller])).values()];
}
