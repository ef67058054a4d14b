/**
 * What a real API server does and the embedded one does not, each with the answer it gives instead. Everything else of
 * the contract is the same on both. No answer shows these: the generation of a policy does not grow where an empty list
 * replaces an absent one; `managedFields: []` in a PUT keeps what is stored instead of forgetting it; a strategic merge
 * patch, YAML and JSON with faults are refused alike, but in other words; webhook configurations are kept and nobody is
 * called, Jobs and CronJobs are kept and not run.
 */

import { APPLY, type Ask, policy } from './server.ts';

export interface Gap {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly ask?: Ask;
  /** As the embedded server answers: code and reason, the text where it is no Status, the code where it is a yes. */
  readonly answer: string;
}

const POLICIES = '/apis/networking.k8s.io/v1/namespaces/default/networkpolicies';

export const GAPS: readonly Gap[] = [
  { name: 'Secrets', method: 'GET', path: '/api/v1/namespaces/default/secrets', answer: '404 NotFound' },
  {
    name: 'custom resources',
    method: 'GET',
    path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
    answer: '404 404 page not found',
  },
  {
    name: 'admission policies',
    method: 'GET',
    path: '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies',
    answer: '404 NotFound',
  },
  { name: 'quotas', method: 'GET', path: '/api/v1/namespaces/default/resourcequotas', answer: '404 NotFound' },
  { name: 'leases', method: 'GET', path: '/apis/coordination.k8s.io/v1/leases', answer: '404 404 page not found' },
  {
    name: 'logs of containers, of which none run',
    method: 'GET',
    path: '/api/v1/namespaces/catalog/pods/catalog-mysql-0/log',
    answer: '501 NotImplemented',
  },
  {
    name: 'commands in containers, of which none run',
    method: 'POST',
    path: '/api/v1/namespaces/catalog/pods/catalog-mysql-0/exec?command=id',
    answer: '501 NotImplemented',
  },
  {
    name: 'apply in CBOR',
    method: 'PATCH',
    path: `${POLICIES}/p?fieldManager=m`,
    ask: { type: 'application/apply-patch+cbor', body: {} },
    answer: '501 NotImplemented',
  },
  {
    name: 'apply of a subresource',
    method: 'PATCH',
    path: '/apis/apps/v1/namespaces/ui/deployments/ui/scale?fieldManager=m',
    ask: {
      type: APPLY,
      body: { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'ui' }, spec: { replicas: 2 } },
    },
    answer: '501 NotImplemented',
  },
  {
    name: 'impersonation of a uid or of extra fields',
    method: 'GET',
    path: POLICIES,
    ask: { as: 'jane', headers: { 'impersonate-uid': '1' } },
    answer: '501 NotImplemented',
  },
  {
    name: 'the text of a refused impersonation of a group without a user',
    method: 'GET',
    path: POLICIES,
    ask: { groups: ['x'] },
    answer: '500 InternalError',
  },
  {
    name: 'an apply that says when the object is to be gone, which a real server stores with a new one',
    method: 'PATCH',
    path: `${POLICIES}/p?fieldManager=m&dryRun=All`,
    ask: { type: APPLY, body: policy('p', undefined, { deletionTimestamp: '2020-01-01T00:00:00Z' }) },
    answer: '201',
  },
  {
    name: 'an apply with an endPort beyond its type, which a real server cuts to 32 bits and refuses with 422',
    method: 'PATCH',
    path: `${POLICIES}/p?fieldManager=m&dryRun=All`,
    ask: {
      type: APPLY,
      body: policy('p', { podSelector: {}, ingress: [{ ports: [{ port: 1, endPort: 99999999999 }] }] }),
    },
    answer: '400 BadRequest',
  },
  {
    name: 'bodies with a key __proto__',
    method: 'POST',
    path: POLICIES,
    ask: { body: JSON.stringify(policy('p')).replace('"spec":', '"__proto__":{},"spec":') },
    answer: '400 BadRequest',
  },
];
