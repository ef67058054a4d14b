/** The policies of the EKS workshop's lab, step by step, and what each step must lead to (expected.json). */

import { readFileSync } from 'node:fs';
import type { Applied } from '../kube-client.ts';

export interface Expected {
  readonly step: string;
  readonly title: string;
  readonly allowed: number;
  /** `namespace/name -> namespace/name`. */
  readonly denied: readonly string[];
}

export const EXPECTED: readonly Expected[] = JSON.parse(
  readFileSync(new URL('expected.json', import.meta.url), 'utf8'),
).steps;

const NAME = 'app.kubernetes.io/name';
const COMPONENT = 'app.kubernetes.io/component';
const UI = { podSelector: { matchLabels: { [NAME]: 'ui' } } };
const UI_NAMESPACE = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ui' } } };

function policy(namespace: string, name: string, spec: object): Applied {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { namespace, name }, spec };
}

function only(name: string, component: string): object {
  return { matchLabels: { [NAME]: name, [COMPONENT]: component } };
}

function ordersFrom(from: object): Applied {
  return policy('orders', 'allow-orders-ingress-webservice', {
    podSelector: only('orders', 'service'),
    ingress: [{ from: [from] }],
  });
}

/** Applied before the step of the same name is looked at; each adds to those before it. */
export const POLICIES: Readonly<Record<string, Applied>> = {
  S1: policy('ui', 'default-deny', { podSelector: {}, policyTypes: ['Egress'] }),
  S2: policy('ui', 'allow-ui-egress', {
    podSelector: { matchLabels: { [NAME]: 'ui' } },
    policyTypes: ['Egress'],
    egress: [
      {
        to: [
          { namespaceSelector: {}, podSelector: { matchLabels: { [COMPONENT]: 'service' } } },
          { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } },
        ],
      },
    ],
  }),
  S3: policy('catalog', 'allow-catalog-ingress-webservice', {
    podSelector: only('catalog', 'service'),
    ingress: [{ from: [{ ...UI_NAMESPACE, ...UI }] }],
  }),
  S4: policy('catalog', 'allow-catalog-ingress-db', {
    podSelector: only('catalog', 'mysql'),
    ingress: [{ from: [{ podSelector: only('catalog', 'service') }] }],
  }),
  // Looks for ui in the namespace orders, where it is not: the lab's mistake, mended by the step after it.
  S5: ordersFrom(UI),
  S6: ordersFrom({ ...UI_NAMESPACE, ...UI }),
};
