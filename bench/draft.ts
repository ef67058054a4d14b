/**
 * What a key in the editor costs at 10,000 pods and on a small cluster, part by part and without a browser: a policy that
 * selects nothing and something in turn, and one that opens to all namespaces. One JSON line a figure.
 */

import { loadavg } from 'node:os';
import { type KeyCost, openKeyPath } from './key-path.ts';
import { type LargeCluster, largeCluster, TEN_THOUSAND } from './large-cluster.ts';
import { quantile } from './painted.ts';

const KEYS = 200;
const WARM_UP = 40;
const SMALL: LargeCluster = { pods: 20, namespaces: 6, workloads: 14 };
const NAMESPACE = 'billing-0';

const policy = (role: string, rules = '') => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: bench, namespace: ${NAMESPACE} }
spec:
  podSelector: { matchLabels: { role: ${role} } }
  policyTypes: [Ingress, Egress]
${rules}`;

const EVERYONE = '  ingress: [{ from: [{ namespaceSelector: {} }] }]\n';
/** What is typed in turn: each key gives the other text. */
const TYPED: Readonly<Record<string, readonly [string, string]>> = {
  'a comment, no effect': [policy('web'), policy('web', '# x')],
  'selects pods and none': [policy('web'), policy('webx')],
  'opens to all namespaces and not': [policy('web', EVERYONE), policy('webx', EVERYONE)],
};
const PARTS: readonly (keyof KeyCost)[] = ['worker', 'copy', 'page', 'texts'];

for (const size of [SMALL, TEN_THOUSAND]) {
  const cluster = largeCluster(size);
  for (const [what, [one, other]] of Object.entries(TYPED)) {
    const type = await openKeyPath(cluster, NAMESPACE);
    const costs = Array.from({ length: WARM_UP + KEYS }, (_, at) => type(at % 2 === 0 ? one : other)).slice(WARM_UP);
    const of = (part: (cost: KeyCost) => number) => costs.map(part);
    for (const part of PARTS)
      print(
        `${size.pods} pods, ${what}: ${part}`,
        of((cost) => cost[part]),
      );
    print(
      `${size.pods} pods, ${what}: until the scene stands`,
      of(({ worker, copy, page }) => worker + copy + page),
    );
  }
}

function print(figure: string, values: readonly number[]): void {
  const [p50, p99] = [0.5, 0.99].map((share) => Math.round(quantile(values, share) * 100) / 100);
  const load = Math.round((loadavg()[0] ?? 0) * 10) / 10;
  process.stdout.write(`${JSON.stringify({ figure, p50, p99, unit: 'ms', load })}\n`);
}
