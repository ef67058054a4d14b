/** What calls Services from outside the pods: webhooks, APIServices, and Ingresses whose load balancer sends to pods. */

/** Something outside the pods that calls a Service. */
export interface ServiceCaller {
  readonly kind: 'webhook' | 'api-service' | 'ingress';
  readonly name: string;
  readonly namespace: string;
  readonly service: string;
  /** Number or name of the Service's port; its only one where absent. */
  readonly port?: number | string;
}

/** A load balancer that sends to the pods' own addresses; other Ingress controllers are pods themselves. */
const ALB_MARK = /^alb\.ingress\.kubernetes\.io\//;

type Fields = Readonly<Record<string, unknown>>;

/** Of an object of this kind, whatever is in it: what is not of the expected shape calls nothing. */
export function serviceCallers(kind: string, object: unknown): readonly ServiceCaller[] {
  const name = textIn(at(object, 'metadata'), 'name') ?? '';
  switch (kind) {
    case 'ValidatingWebhookConfiguration':
    case 'MutatingWebhookConfiguration':
      return listIn(object, 'webhooks').flatMap((webhook) =>
        called('webhook', textIn(webhook, 'name') ?? name, at(webhook, 'clientConfig', 'service')),
      );
    case 'APIService':
      return called('api-service', name, at(object, 'spec', 'service'));
    case 'Ingress':
      return isBalanced(object)
        ? backendsOf(name, textIn(at(object, 'metadata'), 'namespace') ?? 'default', object)
        : [];
    default:
      return [];
  }
}

const USUAL_PORT = 443;

function called(kind: ServiceCaller['kind'], name: string, service: unknown): readonly ServiceCaller[] {
  const [namespace, own] = [textIn(service, 'namespace'), textIn(service, 'name')];
  const port = at(service, 'port');
  if (namespace === undefined || own === undefined) return [];
  return [{ kind, name, namespace, service: own, port: typeof port === 'number' ? port : USUAL_PORT }];
}

/** By address, rather than through the machines' ports. */
function isBalanced(ingress: unknown): boolean {
  const annotations = at(ingress, 'metadata', 'annotations');
  const isAlb = textIn(at(ingress, 'spec'), 'ingressClassName') === 'alb';
  const isMarked = isFields(annotations) && Object.keys(annotations).some((key) => ALB_MARK.test(key));
  return at(annotations, 'alb.ingress.kubernetes.io/target-type') === 'ip' && (isAlb || isMarked);
}

function backendsOf(name: string, namespace: string, ingress: unknown): readonly ServiceCaller[] {
  const spec = at(ingress, 'spec');
  const paths = listIn(spec, 'rules').flatMap((rule) => listIn(at(rule, 'http'), 'paths'));
  const backends = [at(spec, 'defaultBackend'), ...paths.map((path) => at(path, 'backend'))];
  const found = backends.flatMap((backend): readonly ServiceCaller[] => {
    const service = at(backend, 'service');
    const own = textIn(service, 'name');
    const number = at(service, 'port', 'number');
    if (own === undefined) return [];
    const asked = typeof number === 'number' ? number : textIn(at(service, 'port'), 'name');
    return [{ kind: 'ingress', name, namespace, service: own, ...(asked !== undefined && { port: asked }) }];
  });
  return [...new Map(found.map((caller) => [`${caller.service} ${caller.port}`, caller])).values()];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((from, key) => (isFields(from) && Object.hasOwn(from, key) ? from[key] : undefined), value);
}

function textIn(value: unknown, key: string): string | undefined {
  const found = at(value, key);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function listIn(value: unknown, key: string): readonly unknown[] {
  const found = at(value, key);
  return Array.isArray(found) ? found : [];
}
