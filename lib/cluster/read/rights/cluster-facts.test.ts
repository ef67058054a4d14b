import { expect, it } from 'vitest';
import type { KubeRequest, KubeTransport } from '../../connect/kube-transport.ts';
import { fieldsOf } from '../../connect/object-fields.ts';
import { fakeClock } from '../../testing/fake-clock.ts';
import { type ClusterFacts, watchFacts } from './cluster-facts.ts';

type Allows = (verb: unknown, namespace: unknown) => boolean | undefined;

/** Answers as a cluster with these rights would. */
function cluster(allows: Allows): KubeTransport {
  const answer = ({ path, body }: KubeRequest): [number, unknown] => {
    if (path === '/version') return [200, { major: '1', minor: '33+' }];
    if (path.endsWith('/selfsubjectreviews')) return [403, {}];
    if (path.endsWith('/selfsubjectrulesreviews')) {
      const { namespace } = fieldsOf(fieldsOf(body).spec);
      const verbs = ['patch', 'create'].filter((verb) => allows(verb, namespace));
      const rule = { verbs, apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'] };
      return [201, { status: { resourceRules: [rule] } }];
    }
    const { verb, namespace } = fieldsOf(fieldsOf(fieldsOf(body).spec).resourceAttributes);
    const allowed = allows(verb, namespace);
    return allowed === undefined ? [500, {}] : [201, { status: { allowed } }];
  };
  return {
    async request(request) {
      const [status, body] = answer(request);
      return { status, body, headers: {} };
    },
    stream: () => Promise.reject(new Error('no watches here')),
    close: async () => undefined,
  };
}

async function factsOf(allows: Allows): Promise<ClusterFacts> {
  return new Promise((resolve) => {
    const watch = watchFacts({
      transport: cluster(allows),
      clock: fakeClock(),
      namespace: 'shop',
      answering: () => true,
      namespaces: () => ['shop', 'bank', 'vault'],
      isNarrowed: () => false,
      changed(facts) {
        resolve(facts);
        void watch.stop();
      },
    });
  });
}

it.each<[string, Allows, ClusterFacts['mayApply']]>([
  ['both rights everywhere', () => true, 'all'],
  ['both rights in the namespace only', (_, namespace) => namespace === 'shop', ['shop']],
  ['both rights in another namespace only', (_, namespace) => namespace === 'bank', ['bank']],
  ['the right to patch but not to create', (verb) => verb === 'patch', []],
  ['no rights', () => false, []],
  ['no answer', () => undefined, undefined],
])('with %s, where policies may be applied is known rightly', async (_, allows, mayApply) => {
  expect((await factsOf(allows)).mayApply).toEqual(mayApply);
});

it('what the cluster does not tell stays unknown', async () => {
  expect(await factsOf(() => true)).toEqual({
    version: '1.33',
    user: undefined,
    mayApply: 'all',
  });
});

it('where nothing could be asked, it is asked again in a second, and where all was, in a minute', async () => {
  const clock = fakeClock();
  let answering = false;
  let rounds = 0;
  const watch = watchFacts({
    transport: cluster(() => true),
    clock,
    namespace: 'shop',
    answering: () => answering,
    namespaces: () => [],
    isNarrowed: () => false,
    changed: () => rounds++,
  });
  const after = async (ms: number) => {
    clock.advance(ms);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return rounds;
  };
  expect(await after(0)).toBe(0);
  answering = true;
  expect(await after(1_000)).toBe(1);
  expect(await after(30_000)).toBe(1);
  expect(await after(30_000)).toBe(2);
  await watch.stop();
});
