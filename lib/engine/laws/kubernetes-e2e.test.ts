import { describe, expect, test } from 'vitest';
import suite from '../fixtures/kubernetes-e2e.json' with { type: 'json' };
import {
  createEngine,
  KUBERNETES,
  type Labels,
  type NetworkPolicy,
  type Pod,
  type Protocol,
  type Snapshot,
} from '../index.ts';

type Case = (typeof suite.cases)[number];
type Step = Case['steps'][number];

function snapshotOf(names: readonly string[], step: Step): Snapshot {
  const added = (extra: object, name: string): Labels => (extra as Record<string, Labels>)[name] ?? {};
  const pods = names.map((id): Pod => {
    const [namespace = '', name = ''] = id.split('/');
    const { labels, ip } = suite.pods[id as keyof typeof suite.pods];
    return {
      namespace,
      name,
      uid: id,
      labels: { ...labels, ...added(step.podLabels, id) },
      ips: [ip],
      hostIps: ['192.168.0.1'],
      host: 'one',
      hostNetwork: false,
      phase: 'Running',
      ready: true,
      ports: suite.containerPorts.map(({ name: port, containerPort, protocol }) => ({
        name: port,
        port: containerPort,
        protocol: protocol as Protocol,
      })),
      workload: { kind: 'Pod', name },
    };
  });
  const namespaces = Object.entries(suite.namespaces).map(([name, labels]) => ({
    name,
    labels: { ...labels, ...added(step.namespaceLabels, name) },
  }));
  return { namespaces, pods, policies: step.policies as unknown as NetworkPolicy[] };
}

describe.each(suite.cases)('Kubernetes e2e $case: $title', ({ pods, steps }) => {
  test.each(steps.map((step, at) => ({ step, at })))('step $at', ({ step }) => {
    const engine = createEngine(snapshotOf(pods, step), KUBERNETES);
    for (const { port, protocol, denied } of step.probes) {
      const found: string[] = [];
      for (const source of pods) {
        for (const destination of pods) {
          if (source === destination) continue;
          const question = { source: `${source}[Pod]`, destination: `${destination}[Pod]`, port };
          const { verdict } = engine.decide({ ...question, protocol: protocol as Protocol });
          if (verdict !== 'allowed') found.push(`${source} -> ${destination}`);
        }
      }
      expect(found.sort()).toEqual([...denied].sort());
    }
  });
});
