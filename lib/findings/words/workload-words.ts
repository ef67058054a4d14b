/** The words of findings on workloads, and on what calls them from outside. */

import { counted, grouped } from '#engine';
import type { EntryFacts, FindingCode } from '../codes.ts';
import type { FindingWords, WordsOf } from './words.ts';

type WorkloadCode = Extract<
  FindingCode,
  | 'open-data-store'
  | 'open-egress'
  | 'job-shut'
  | 'hook-shut'
  | 'api-server-shut'
  | 'workload-without-policy'
  | 'workloads-without-policy'
  | `${string}-shut`
>;

/** Numbers are lower bounds where some namespaces may not be read. */
function reach(peers: number, isPart: boolean): string {
  return isPart ? `${grouped(peers)}+ workloads` : counted(peers, 'workload');
}

function entry(what: string, caller: string, many: string): FindingWords<EntryFacts> {
  return {
    title: ({ name, port }) => `${what} ${name} is shut out of ${port}`,
    sentence: ({ service, port, policy }) =>
      `${caller} calls Service ${service} from outside the pods; ${policy} isolates those behind it, and no policy admits an address to their ${port}.`,
    many: (count) => `${grouped(count)} ${many}`,
  };
}

export const WORKLOAD_WORDS: WordsOf<WorkloadCode> = {
  'open-data-store': {
    title: ({ name, port, peers, isPart }) => `${name}:${port} is open to ${reach(peers, isPart)}`,
    sentence: () => 'No ingress policy selects this data store.',
    many: (count) => `${grouped(count)} data stores are open`,
  },
  'webhook-shut': entry('Webhook', 'The API server', 'webhooks are shut out'),
  'api-service-shut': entry('APIService', 'The API server', 'APIServices are shut out'),
  'ingress-shut': entry('Ingress', 'Its load balancer', 'Ingresses are shut out'),
  'load-balancer-shut': entry('LoadBalancer Service', 'Its load balancer', 'LoadBalancer Services are shut out'),
  'api-server-shut': {
    title: ({ name }) => `${name} may not reach the API server`,
    sentence: ({ account, binding, policy }) =>
      `Its service account ${account} is given rights by ${binding}, so it likely calls the API server; ${policy} isolates it for egress, and no policy lets it out there.`,
    many: (count) => `${grouped(count)} workloads may not reach the API server`,
  },
  'job-shut': {
    title: ({ name }) => `${name} may reach nobody`,
    sentence: () => 'Policies isolate this job for egress, and none admits anything: neither DNS nor what it works on.',
    many: (count) => `${grouped(count)} jobs may reach nobody`,
  },
  'hook-shut': {
    title: ({ name }) => `${name} may reach nobody`,
    sentence: ({ hook }) =>
      `It is a ${hook}, and the release waits for it. Policies isolate it for egress, and none admits anything: neither DNS nor what it works on.`,
    many: (count) => `${grouped(count)} hooks may reach nobody`,
  },
  'open-egress': {
    title: ({ name }) => `${name} has open egress`,
    sentence: ({ peers, isPart }) => `No egress policy selects it. It may reach ${reach(peers, isPart)}.`,
    many: (count) => `${grouped(count)} data stores have open egress`,
  },
  'workload-without-policy': {
    title: ({ name }) => `${name} has no policy`,
    sentence: () => 'It is open both ways: no policy selects it.',
    many: (count) => `${grouped(count)} workloads have no policy`,
  },
  'workloads-without-policy': {
    title: ({ count, of, namespace }) =>
      `${grouped(count)} of ${counted(of, 'workload')} in ${namespace} have no policy`,
    sentence: () => 'They are open both ways: no policy selects them.',
    many: (count) => `${grouped(count)} namespaces have workloads without a policy`,
  },
};
