/** The retail store of the EKS workshop: one namespace a component, each data store beside the service that uses it. */

import type { JsonObject } from '../kube-object.ts';

const CREATED_BY = { 'app.kubernetes.io/created-by': 'eks-workshop' };

interface Part {
  readonly namespace: string;
  readonly workload: string;
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly app: string;
  readonly component: string;
  readonly account?: string;
  readonly image: string;
  readonly port: { readonly name: string; readonly number: number; readonly service: number };
  /** What it is told about where the others are. */
  readonly settings?: Readonly<Record<string, string>>;
}

const http = { name: 'http', number: 8080, service: 80 } as const;

function service(app: string, settings: Readonly<Record<string, string>>): Part {
  const image = `retail-store-sample-${app === 'carts' ? 'cart' : app}:1.2.1`;
  const names = { namespace: app, workload: app, app, account: app } as const;
  return { ...names, kind: 'Deployment', component: 'service', image, port: http, settings };
}

function store(app: string, component: string, kind: Part['kind'], image: string, port: number): Part {
  const workload = `${app}-${component}`;
  return {
    namespace: app,
    workload,
    kind,
    app,
    component,
    image,
    port: { name: component, number: port, service: port },
  };
}

const PARTS: readonly Part[] = [
  service('ui', {
    RETAIL_UI_ENDPOINTS_CARTS: 'http://carts.carts.svc:80',
    RETAIL_UI_ENDPOINTS_CATALOG: 'http://catalog.catalog.svc:80',
    RETAIL_UI_ENDPOINTS_CHECKOUT: 'http://checkout.checkout.svc:80',
    RETAIL_UI_ENDPOINTS_ORDERS: 'http://orders.orders.svc:80',
  }),
  service('catalog', { RETAIL_CATALOG_PERSISTENCE_ENDPOINT: 'catalog-mysql:3306' }),
  store('catalog', 'mysql', 'StatefulSet', 'mysql:8.0', 3306),
  service('carts', { RETAIL_CART_PERSISTENCE_DYNAMODB_ENDPOINT: 'http://carts-dynamodb:8000' }),
  store('carts', 'dynamodb', 'Deployment', 'amazon/dynamodb-local:1.25.1', 8000),
  service('checkout', {
    RETAIL_CHECKOUT_ENDPOINTS_ORDERS: 'http://orders.orders.svc:80',
    RETAIL_CHECKOUT_PERSISTENCE_REDIS_URL: 'redis://checkout-redis:6379',
  }),
  store('checkout', 'redis', 'Deployment', 'redis:6.0-alpine', 6379),
  service('orders', { RETAIL_ORDERS_PERSISTENCE_ENDPOINT: 'orders-postgresql:5432' }),
  store('orders', 'postgresql', 'StatefulSet', 'postgres:16.1', 5432),
];

export function retailStore(): readonly JsonObject[] {
  const namespaces = [...new Set(PARTS.map((part) => part.namespace)), 'other'];
  return [...namespaces.map(namespace), ...PARTS.flatMap(objectsOf)];
}

function namespace(name: string): JsonObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: CREATED_BY } };
}

function objectsOf(part: Part): readonly JsonObject[] {
  return [...accountOf(part), ...settingsOf(part), workloadOf(part), serviceOf(part)];
}

function selectorOf(part: Part): Record<string, string> {
  return {
    'app.kubernetes.io/name': part.app,
    'app.kubernetes.io/instance': part.app,
    'app.kubernetes.io/component': part.component,
  };
}

/** Only the objects of the ui carry labels of their own, as in the workshop. */
function ownLabels(part: Part): Record<string, string> {
  return part.app === 'ui' ? { ...selectorOf(part), ...CREATED_BY } : {};
}

function accountOf(part: Part): readonly JsonObject[] {
  if (part.account === undefined) return [];
  const metadata = { name: part.account, namespace: part.namespace, labels: ownLabels(part) };
  return [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata }];
}

function settingsOf(part: Part): readonly JsonObject[] {
  if (part.settings === undefined) return [];
  const metadata = { name: part.workload, namespace: part.namespace };
  return [{ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: part.settings }];
}

function workloadOf(part: Part): JsonObject {
  const isService = part.component === 'service';
  const labels = {
    ...selectorOf(part),
    ...CREATED_BY,
    ...(isService ? {} : { 'app.kubernetes.io/team': 'database' }),
  };
  const annotations = {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': '8080',
    'prometheus.io/path': '/metrics',
  };
  const container = {
    name: part.workload,
    image: part.image,
    ports: [{ name: part.port.name, containerPort: part.port.number, protocol: 'TCP' }],
    ...(part.settings === undefined ? {} : { envFrom: [{ configMapRef: { name: part.workload } }] }),
  };
  return {
    apiVersion: 'apps/v1',
    kind: part.kind,
    metadata: {
      name: part.workload,
      namespace: part.namespace,
      labels: { ...CREATED_BY, ...(isService ? { 'app.kubernetes.io/type': 'app' } : {}) },
    },
    spec: {
      replicas: 1,
      ...(part.kind === 'StatefulSet' ? { serviceName: part.workload } : {}),
      selector: { matchLabels: selectorOf(part) },
      template: {
        metadata: { labels, ...(isService ? { annotations } : {}) },
        spec: {
          ...(part.account === undefined ? {} : { serviceAccountName: part.account }),
          containers: [container],
        },
      },
    },
  };
}

function serviceOf(part: Part): JsonObject {
  const { name, service: port } = part.port;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: part.workload, namespace: part.namespace, labels: ownLabels(part) },
    spec: { type: 'ClusterIP', selector: selectorOf(part), ports: [{ name, port, targetPort: name, protocol: 'TCP' }] },
  };
}
