/** Lets nothing through that could change the cluster: reads, reviews and dry runs only. */

import type { KubeRequest, KubeTransport } from '../../connect/kube-transport.ts';
import { TransportProblem } from '../../connect/kube-transport.ts';
import { fieldsOf } from '../../connect/object-fields.ts';

const REVIEW = /^\/apis\/(authentication|authorization)\.k8s\.io\/v1\/selfsubject\w*reviews$/;

export function guardReads(transport: KubeTransport): KubeTransport {
  return {
    async request(request) {
      if (changesNothing(request)) return transport.request(request);
      throw new TransportProblem('read-only', 'This program was started read-only and changes nothing in the cluster.');
    },
    async stream(request) {
      if (request.method === 'GET') return transport.stream(request);
      throw new TransportProblem('read-only', 'This program was started read-only and changes nothing in the cluster.');
    },
    close: () => transport.close(),
  };
}

function changesNothing({ method, path, query, body }: KubeRequest): boolean {
  if (method === 'GET') return true;
  if (method === 'POST' && REVIEW.test(path)) return true;
  if (query?.dryRun !== 'All') return false;
  if (method !== 'DELETE' || body === undefined) return true;
  // The options in the body of a deletion stand instead of those in the query.
  const { dryRun } = fieldsOf(body);
  return Array.isArray(dryRun) && dryRun.length === 1 && dryRun[0] === 'All';
}
