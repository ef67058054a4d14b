import { describe, expect, it } from 'vitest';
import { pod } from '../../testing/open-test-link.ts';
import { itemOf } from '../reflect/watch-resource.ts';
import { interner } from './interner.ts';
import { projectNamespace } from './namespaces.ts';
import { projectPolicy } from './network-policies.ts';
import { workloadOf } from './owner-chain.ts';
import { projectPod } from './pods.ts';
import { resources } from './table.ts';

const intern = interner();

describe('a pod', () => {
  it('is cut down to what verdicts rest on: no environment, no images, no commands', () => {
    const { pod: projected } = projectPod(pod('a'), pod('a').metadata, intern);
    expect(Object.keys(projected).sort()).toEqual(
      ['namespace', 'name', 'labels', 'ips', 'hostIps', 'host', 'hostNetwork', 'phase', 'ready', 'ports'].sort(),
    );
  });

  it('has the ports of sidecars, but not of init containers that end', () => {
    const object = {
      spec: {
        initContainers: [
          { restartPolicy: 'Always', ports: [{ containerPort: 15001 }] },
          { ports: [{ containerPort: 1 }] },
        ],
        containers: [{ ports: [{ name: 'dns', containerPort: 53, protocol: 'UDP' }] }],
      },
    };
    expect(projectPod(object, {}, intern).pod.ports).toEqual([
      { name: 'dns', port: 53, protocol: 'UDP' },
      { port: 15001, protocol: 'TCP', ofSidecar: true },
    ]);
  });

  it('has every address once, of both families', () => {
    const status = {
      podIP: '10.0.0.1',
      podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }],
      hostIPs: [{ ip: '192.168.0.1' }],
    };
    const { pod: projected } = projectPod({ status }, {}, intern);
    expect(projected.ips).toEqual(['10.0.0.1', 'fd00::1']);
    expect(projected.hostIps).toEqual(['192.168.0.1']);
  });

  it.each([null, 7, 'x', [], { spec: null }, { spec: { containers: 'no' }, status: [] }, { status: { podIPs: {} } }])(
    'of the shape %j is read without harm',
    (object) => {
      const projected = projectPod((object ?? {}) as never, { labels: 3, ownerReferences: 'x' } as never, intern);
      expect(projected.pod).toMatchObject({ labels: {}, ips: [], ports: [], phase: 'Unknown', ready: false });
    },
  );

  it('of a network plugin keeps one variable of its environment and no other', () => {
    const owned = pod('aws-node-1', 'DaemonSet', 'aws-node', 'u');
    const env = [
      { name: 'AWS_SECRET', value: 'hunter2' },
      { name: 'NETWORK_POLICY_ENFORCING_MODE', value: 'strict' },
    ];
    owned.spec.containers = [{ name: 'aws-node', image: 'i:v1.2.3', args: ['--a'], env }];
    const record = projectPod(owned, owned.metadata, intern);
    expect(record.plugin?.containers).toEqual([
      { name: 'aws-node', image: 'i:v1.2.3', args: ['--a'], enforcingMode: 'strict' },
    ]);
    expect(JSON.stringify(record)).not.toContain('hunter2');
  });

  it('shares its labels and ports with its equals', () => {
    const one = projectPod(pod('a'), pod('a').metadata, intern).pod;
    const two = projectPod(pod('b'), pod('b').metadata, intern).pod;
    expect(one.labels).toBe(two.labels);
    expect(one.ports).toBe(two.ports);
  });
});

describe('a workload', () => {
  const seen = new Map([
    ['rs', { kind: 'ReplicaSet', name: 'web-1', uid: 'rs', owner: { kind: 'Deployment', name: 'web', uid: 'd' } }],
    ['loop', { kind: 'X', name: 'x', uid: 'loop', owner: { kind: 'X', name: 'x', uid: 'loop' } }],
  ]);
  const of = (owner?: { kind: string; name: string; uid: string }) =>
    workloadOf('pod-1', owner, (uid) => seen.get(uid));

  it('is the last controller of the chain', () => {
    expect(of({ kind: 'ReplicaSet', name: 'web-1', uid: 'rs' })).toEqual({ kind: 'Deployment', name: 'web' });
  });

  it('is named by a reference to an object not seen', () => {
    expect(of({ kind: 'ReplicaSet', name: 'other-1', uid: 'none' })).toEqual({ kind: 'ReplicaSet', name: 'other-1' });
  });

  it('is the pod itself where nothing owns it', () => {
    expect(of()).toEqual({ kind: 'Pod', name: 'pod-1' });
  });

  it('is found even where owners own each other', () => {
    expect(of({ kind: 'X', name: 'x', uid: 'loop' })).toEqual({ kind: 'X', name: 'x' });
  });

  it('is never the machine that started the pod', () => {
    expect(projectPod(pod('a', 'Node', 'host-1'), pod('a', 'Node', 'host-1').metadata, intern).owner).toBeUndefined();
  });
});

describe('other kinds', () => {
  it('a policy is kept whole, but for managedFields', () => {
    const spec = { podSelector: {}, ingress: [{ from: [], oddity: null }], future: { field: [1] } };
    const metadata = { name: 'p', namespace: 'n', annotations: { a: 'b' }, managedFields: [{ manager: 'x' }] };
    expect(projectPolicy({ spec }, metadata)).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'p', namespace: 'n', annotations: { a: 'b' } },
      spec,
    });
  });

  it('a namespace always carries its name as a label', () => {
    expect(projectNamespace({}, { name: 'n', labels: { team: 'a' } }).labels).toEqual({
      team: 'a',
      'kubernetes.io/metadata.name': 'n',
    });
  });

  it('labels named like properties of every object stay plain labels', () => {
    const labels = JSON.parse('{"__proto__":"a","constructor":"b"}');
    const projected = projectNamespace({}, { name: 'n', labels });
    expect(Object.hasOwn(projected.labels, '__proto__')).toBe(true);
    expect(JSON.stringify(projected.labels)).toContain('"__proto__":"a"');
  });

  it('what was projected cannot be changed', () => {
    const projected = projectPolicy({ spec: { ingress: [{ from: [{}] }] } }, { name: 'p', namespace: 'n' });
    expect(Object.isFrozen(projected.spec?.ingress?.[0]?.from)).toBe(true);
  });

  it.each([null, 'x', {}, { metadata: {} }, { metadata: { name: 'a', uid: 'u', resourceVersion: 'abc' } }])(
    'what is no object (%j) is skipped',
    (object) => expect(itemOf(object, resources().pods)).toBeUndefined(),
  );
});
