/** Small clusters at random, for laws of what crosses between worker and page: pods come and go, policies too. */

import type { LabelSelector, NetworkPolicy, NetworkPolicyIngressRule, Pod, Snapshot } from '#engine';

export class RandomClusters {
  private state: number;

  constructor(seed: number) {
    this.state = seed * 2 + 1;
  }

  next(): Snapshot {
    const namespaces = ['a', 'b', 'c'].map((name) => ({ name, labels: { name } }));
    const pods = namespaces.flatMap(({ name }) =>
      ['one', 'two', 'three'].filter(() => this.chance(0.8)).map((app) => this.pod(name, app)),
    );
    return { namespaces, pods, policies: this.policies() };
  }

  policies(): NetworkPolicy[] {
    return ['p', 'q', 'r'].filter(() => this.chance(0.6)).map((name) => this.policy(name));
  }

  chance(share: number): boolean {
    return this.below(1000) < share * 1000;
  }

  private pod(namespace: string, app: string): Pod {
    return {
      namespace,
      name: `${app}-1`,
      uid: `${namespace}-${app}`,
      labels: { app, ...(this.chance(0.5) && { tier: 'front' }) },
      ips: [],
      hostIps: [],
      hostNetwork: this.chance(0.1),
      phase: 'Running',
      ready: true,
      ports: [{ port: 8080, protocol: 'TCP', name: 'http' }],
      workload: { kind: 'Deployment', name: app },
    };
  }

  private policy(name: string): NetworkPolicy {
    const namespace = this.pick(['a', 'b', 'c']);
    const selector = () =>
      this.pick<LabelSelector>([{}, { matchLabels: { app: 'one' } }, { matchLabels: { tier: 'front' } }]);
    const peer = { podSelector: selector(), ...(this.chance(0.5) && { namespaceSelector: {} }) };
    const ports = this.chance(0.5) ? { ports: [{ port: this.pick([80, 8080, 'http']) }] } : {};
    const rules = this.pick<readonly NetworkPolicyIngressRule[]>([[], [{}], [{ from: [peer], ...ports }]]);
    return {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { namespace, name },
      spec: { podSelector: selector(), policyTypes: ['Ingress'], ingress: rules },
    };
  }

  private pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.below(from.length)] ?? from[0];
  }

  private below(limit: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 4294967296) * limit);
  }
}
