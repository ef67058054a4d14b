import { KubeConfig, makeInformer, NetworkingV1Api, Watch } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCluster, type TestCluster } from './testing/test-cluster.ts';

const POLICIES = '/apis/networking.k8s.io/v1/networkpolicies';

describe('@kubernetes/client-node finds a Kubernetes API server', () => {
  let test: TestCluster;
  const config = new KubeConfig();

  beforeAll(async () => {
    test = await startTestCluster();
    config.loadFromFile(test.cluster.kubeconfigPath);
  });
  afterAll(() => test.stop());

  it('creates, lists and deletes', async () => {
    const api = config.makeApiClient(NetworkingV1Api);
    const body = { metadata: { name: 'made' }, spec: { podSelector: {} } };
    const made = await api.createNamespacedNetworkPolicy({ namespace: 'ui', body });
    expect(made.spec?.policyTypes).toEqual(['Ingress']);
    const list = await api.listNetworkPolicyForAllNamespaces();
    expect(list.items.map((item) => item.metadata?.name)).toEqual(['made']);
    await api.deleteNamespacedNetworkPolicy({ namespace: 'ui', name: 'made' });
    expect((await api.listNetworkPolicyForAllNamespaces()).items).toEqual([]);
  });

  it('watches', async () => {
    const seen: string[] = [];
    const abort = await new Watch(config).watch(
      POLICIES,
      {},
      (phase: string, object: { metadata: { name: string } }) => seen.push(`${phase} ${object.metadata.name}`),
      () => undefined,
    );
    await apply('watched');
    await expect.poll(() => seen).toContain('ADDED watched');
    abort.abort();
  });

  it('keeps an informer current', async () => {
    const api = config.makeApiClient(NetworkingV1Api);
    const informer = makeInformer(config, POLICIES, () => api.listNetworkPolicyForAllNamespaces());
    await informer.start();
    await apply('informed');
    await expect.poll(() => informer.get('informed', 'ui')?.metadata?.name).toBe('informed');
    await informer.stop();
  });

  it('is refused with the Status it expects', async () => {
    const api = config.makeApiClient(NetworkingV1Api);
    await expect(api.readNamespacedNetworkPolicy({ namespace: 'ui', name: 'nosuch' })).rejects.toMatchObject({
      code: 404,
      body: expect.stringContaining('"reason":"NotFound"'),
    });
  });

  function apply(name: string) {
    const body = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace: 'ui' },
      spec: { podSelector: {} },
    };
    const path = `/apis/networking.k8s.io/v1/namespaces/ui/networkpolicies/${name}?fieldManager=test`;
    return test.send('PATCH', path, { body, type: 'application/apply-patch+yaml' });
  }
});
