import { describe, expect, it } from 'vitest';
import type { EnforcementFacts, PluginPod } from '#stream';
import { judgeEnforcement } from './judge-enforcement.ts';

const ON = { 'enable-network-policy-controller': 'true' };

function awsNode(host: string, args: string[], extra: Partial<PluginPod> & { mode?: string } = {}): PluginPod {
  const { mode, ...rest } = extra;
  return {
    daemonSet: 'aws-node',
    namespace: 'kube-system',
    host,
    ready: true,
    containers: [
      {
        name: 'aws-node',
        image: 'registry/amazon-k8s-cni:v1.19.2-eksbuild.1',
        args: [],
        ...(mode ? { enforcingMode: mode } : {}),
      },
      { name: 'aws-eks-nodeagent', image: 'registry/amazon/aws-network-policy-agent:v1.1.6', args },
    ],
    ...rest,
  };
}

const agentOn = ['--enable-ipv6=false', '--enable-network-policy=true'];
const agentOff = ['--enable-network-policy=false'];

function facts(changes: Partial<EnforcementFacts>): EnforcementFacts {
  return {
    vpcCniConfig: ON,
    pluginPods: [awsNode('a', agentOn), awsNode('b', agentOn)],
    hosts: [
      { name: 'a', labels: {} },
      { name: 'b', labels: {} },
    ],
    ...changes,
  };
}

describe('the two switches of the VPC CNI', () => {
  it('both on: enforced', () => {
    expect(judgeEnforcement(facts({}))).toMatchObject({
      state: 'enforced',
      engine: 'vpc-cni',
      version: '1.19.2',
      plugin: 'VPC CNI 1.19.2',
      detail: 'standard mode',
      hosts: { enforcing: 2, total: 2 },
    });
  });

  it('controller on, agent off: compiled, but nothing is enforced', () => {
    const pluginPods = [awsNode('a', agentOff), awsNode('b', [])];
    const judged = judgeEnforcement(facts({ pluginPods }));
    expect(judged).toMatchObject({ state: 'not-enforced', hosts: { enforcing: 0, total: 2 } });
    expect(judged.because).toContain('--enable-network-policy=true');
  });

  it.each([[{ 'enable-network-policy-controller': 'false' }], [{}], [null]])(
    'controller off (%j), agent on: no policy reaches the agents',
    (vpcCniConfig) => {
      const judged = judgeEnforcement(facts({ vpcCniConfig }));
      expect(judged).toMatchObject({ state: 'not-enforced', hosts: { enforcing: 0 } });
      expect(judged.because).toContain('controller is off');
    },
  );

  it('controller off, agent on, strict: every new pod stays cut off, and that is said', () => {
    const pluginPods = [awsNode('a', agentOn, { mode: 'strict' })];
    const judged = judgeEnforcement(facts({ vpcCniConfig: null, pluginPods }));
    expect(judged.detail).toBe('strict mode');
    expect(judged.because).toContain('every new pod stays cut off');
  });

  it('both off: policies are silently without effect', () => {
    const judged = judgeEnforcement(facts({ vpcCniConfig: null, pluginPods: [awsNode('a', agentOff)] }));
    expect(judged).toMatchObject({ state: 'not-enforced' });
    expect(judged.because).toContain('accepted and have no effect');
  });

  it('an unreadable ConfigMap is unknown, never a no', () => {
    expect(judgeEnforcement(facts({ vpcCniConfig: undefined })).state).toBe('unknown');
  });

  it('the last word of a repeated flag counts, and a bare flag means true', () => {
    const pods = (args: string[]) => facts({ pluginPods: [awsNode('a', args), awsNode('b', args)] });
    expect(judgeEnforcement(pods(['--enable-network-policy'])).state).toBe('enforced');
    expect(judgeEnforcement(pods([...agentOn, ...agentOff])).state).toBe('not-enforced');
  });
});

describe('coverage of hosts', () => {
  it.each([
    ['an aws-node pod that is not ready', [awsNode('a', agentOn), awsNode('b', agentOn, { ready: false })]],
    ['an agent that is off', [awsNode('a', agentOn), awsNode('b', agentOff)]],
    ['no aws-node pod, as on Fargate', [awsNode('a', agentOn)]],
  ])('%s leaves its host out: partly', (_, pluginPods) => {
    expect(judgeEnforcement(facts({ pluginPods }))).toMatchObject({
      state: 'partly',
      hosts: { enforcing: 1, total: 2 },
    });
  });

  it('agents that run and are not ready prove nothing: unknown, and what was in force stays so', () => {
    const notReady = { ready: false };
    const judged = judgeEnforcement(
      facts({ pluginPods: [awsNode('a', agentOn, notReady), awsNode('b', agentOn, notReady)] }),
    );
    expect(judged).toMatchObject({ state: 'unknown', hosts: { enforcing: 0, total: 2 } });
    expect(judged.because).toContain('what was in force stays so');
    const one = judgeEnforcement(facts({ pluginPods: [awsNode('a', agentOn, notReady)] }));
    expect(one).toMatchObject({ state: 'unknown' });
    expect(one.because).toContain('On 1 no agent runs');
  });

  it('agents that never came to a host are a no', () => {
    const pending = { ...awsNode('a', agentOn, { ready: false }), host: undefined };
    expect(judgeEnforcement(facts({ pluginPods: [pending] })).state).toBe('not-enforced');
  });

  it('hosts of Auto Mode bring the agent themselves', () => {
    const hosts = [{ name: 'a', labels: { 'eks.amazonaws.com/compute-type': 'auto' } }];
    expect(judgeEnforcement(facts({ pluginPods: [], hosts }))).toMatchObject({
      state: 'enforced',
      engine: 'eks-auto-mode',
      plugin: 'EKS Auto Mode',
    });
    expect(judgeEnforcement(facts({ pluginPods: [], hosts, vpcCniConfig: null })).state).toBe('not-enforced');
  });
});

describe('other plugins', () => {
  const cilium = (host: string): PluginPod => ({
    daemonSet: 'cilium',
    namespace: 'kube-system',
    host,
    ready: true,
    containers: [],
  });

  it('enforce by themselves, whatever the ConfigMap says', () => {
    const pluginPods = [cilium('a'), cilium('b')];
    expect(judgeEnforcement(facts({ pluginPods, vpcCniConfig: null }))).toMatchObject({
      state: 'enforced',
      engine: 'cilium',
      plugin: 'Cilium',
    });
  });

  it('that are not ready are unknown, never a no', () => {
    const notReady = [cilium('a'), cilium('b')].map((pod) => ({ ...pod, ready: false }));
    expect(judgeEnforcement(facts({ pluginPods: notReady }))).toMatchObject({ state: 'unknown', engine: 'cilium' });
    expect(judgeEnforcement(facts({ pluginPods: [cilium('a'), ...notReady.slice(1)] })).state).toBe('partly');
  });

  it('beside a VPC CNI that enforces too are a contradiction', () => {
    const pluginPods = [cilium('a'), awsNode('a', agentOn)];
    const judged = judgeEnforcement(facts({ pluginPods }));
    expect(judged.because).toContain('contradict');
    expect(judged.engine).toBe('several');
  });

  it('beside a VPC CNI that does not enforce are the one that counts', () => {
    const pluginPods = [cilium('a'), cilium('b'), awsNode('a', agentOff)];
    expect(judgeEnforcement(facts({ pluginPods })).state).toBe('enforced');
  });
});

describe('what cannot be known', () => {
  it('without the right to read pods is unknown', () => {
    expect(judgeEnforcement(facts({ pluginPods: undefined })).state).toBe('unknown');
  });

  it('without any known plugin is unknown, not a no', () => {
    expect(judgeEnforcement(facts({ pluginPods: [] }))).toMatchObject({ state: 'unknown', engine: 'unknown' });
  });
});
