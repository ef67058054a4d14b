/** Lets nothing through that could change the cluster: reads, reviews and dry runs only. */

import type { KubeRequest, KubeTransport } from './kube-transport.ts';
import { TransportProblem } from './kube-transport.ts';

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

function changesNothing({ method, path, query }: KubeRequest): boolean {
  if (method === 'GET') return true;
  if (method === 'POST' && REVIEW.test(path)) return true;
  return query?.dryRun === 'All';
}
