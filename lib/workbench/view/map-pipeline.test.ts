import { describe, expect, it } from 'vitest';
import { createEngine, KUBERNETES, type NetworkPolicy, type Pod, type Snapshot } from '#engine';
import type { PlacementMemory } from '#graph';
import { throughWire } from '../fixtures/through-wire.ts';
import { INITIAL_STATE } from '../state/initial-state.ts';
import type { WorkbenchState } from '../state/state.ts';
import { mapPipeline } from './map-pipeline.ts';
import type { PlacementStorage } from './placement-storage.ts';

const NAMES = ['ui', 'catalog', 'orders'];

const pod = (namespace: string): Pod => ({
  namespace,
  name: `${namespace}-1`,
  uid: namespace,
  labels: { app: namespace },
  ips: [],
  hostIps: [],
  hostNetwork: false,
  phase: 'Running',
  ready: true,
  ports: [{ port: 8080, protocol: 'TCP' }],
  workload: { kind: 'Deployment', name: namespace },
});

const admit = (namespace: string, from: string): NetworkPolicy =>
  ({
    metadata: { namespace, name: `from-${from}`, uid: 'u', resourceVersion: '1' },
    spec: {
      podSelector: {},
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': from } } }] }],
    },
  }) as unknown as NetworkPolicy;

function stateOf(policies: readonly NetworkPolicy[], names = NAMES): WorkbenchState {
  const snapshot: Snapshot = {
    namespaces: names.map((name) => ({ name, labels: { 'kubernetes.io/metadata.name': name } })),
    pods: names.map(pod),
    policies,
  };
  const full = { ...snapshot, cluster: { uid: 'one', name: 'lab' }, enforcement: { state: 'enforced' } };
  return {
    ...INITIAL_STATE,
    link: { state: 'open' },
    snapshot: full as unknown as NonNullable<WorkbenchState['snapshot']>,
    reachability: createEngine(snapshot, KUBERNETES).reachability(),
  };
}

function memoryStore(): PlacementStorage & { saved: Map<string, PlacementMemory> } {
  const saved = new Map<string, PlacementMemory>();
  return {
    saved,
    load: (cluster = 'one') => saved.get(cluster),
    save: (cluster, memory) => void saved.set(cluster, memory),
    forget: (cluster) => void saved.delete(cluster),
  };
}

const WINDOW = { width: 1048, height: 786 };
const METRICS = { stripWidth: 192, stripHeight: 44 };

describe('the way from state to scene', () => {
  it('draws what a rule admits and keeps every strip in its place when policies come', () => {
    const pipeline = mapPipeline(memoryStore());
    const before = pipeline.frame(stateOf([]), WINDOW, METRICS)?.scene;
    const after = pipeline.frame(stateOf([admit('catalog', 'ui')]), WINDOW, METRICS)?.scene;
    expect(before?.model.edges).toEqual([]);
    expect(after?.model.edges.map((edge) => edge.id)).toEqual(['rule ui/ui[Deployment] > catalog/catalog[Deployment]']);
    expect([...(after?.placement.strips ?? [])]).toEqual([...(before?.placement.strips ?? [])]);
  });

  it('moves nothing when a namespace comes, and remembers places over a reload', () => {
    const storage = memoryStore();
    const before = mapPipeline(storage).frame(stateOf([]), WINDOW, METRICS)?.scene.placement;
    const after = mapPipeline(storage).frame(stateOf([], [...NAMES, 'a-new-one']), WINDOW, METRICS)?.scene.placement;
    for (const [id, rect] of before?.strips ?? []) expect(after?.strips.get(id)).toEqual(rect);
    expect(after?.strips.size).toBe((before?.strips.size ?? 0) + 1);
  });

  it('routes a draft around lines that stay where they are', () => {
    const pipeline = mapPipeline(memoryStore());
    const state = stateOf([admit('catalog', 'ui')]);
    const base = pipeline.frame(state, WINDOW, METRICS)?.scene;
    const engine = createEngine(state.snapshot as unknown as Snapshot, KUBERNETES);
    const diff = engine.diff([{ action: 'put', policy: admit('orders', 'ui') }]);
    const drafted = { ...state, draftOpen: true, reading: { ...state.reading, diff } };
    const draft = pipeline.frame(drafted, WINDOW, METRICS)?.scene;
    expect(draft?.changes).toBe(true);
    expect(draft?.model.overlay.map((edge) => edge.kind)).toEqual(['removed']);
    const [line] = base?.model.edges ?? [];
    expect(draft?.routes.get(line?.id ?? '')?.points).toEqual(base?.routes.get(line?.id ?? '')?.points);
  });

  it('shows empty strips at their last place while the facts are read, nothing on a first visit', () => {
    const storage = memoryStore();
    expect(mapPipeline(storage).frame(INITIAL_STATE, WINDOW, METRICS)).toBeUndefined();
    const known = mapPipeline(storage).frame(stateOf([]), WINDOW, METRICS)?.scene;
    const loading = mapPipeline(storage).frame(INITIAL_STATE, WINDOW, METRICS)?.scene;
    expect(loading?.freshness).toBe('loading');
    for (const [id, rect] of known?.placement.strips ?? []) expect(loading?.placement.strips.get(id)).toEqual(rect);
  });

  it('gives the same scene parts again while nothing of the map changed', () => {
    const pipeline = mapPipeline(memoryStore());
    const state = stateOf([admit('catalog', 'ui')]);
    const one = pipeline.frame(state, WINDOW, METRICS)?.scene;
    const two = pipeline.frame({ ...state, apply: { stage: 'undone' } as never }, WINDOW, METRICS)?.scene;
    expect(two?.model).toBe(one?.model);
    expect(two?.routes).toBe(one?.routes);
    expect(two?.placement).toBe(one?.placement);
  });

  it('draws nothing anew when a draft was typed on and its effect stayed the same', () => {
    const pipeline = mapPipeline(memoryStore());
    const state = stateOf([admit('catalog', 'ui')]);
    const engine = createEngine(state.snapshot as unknown as Snapshot, KUBERNETES);
    let reading = state.reading;
    const answer = throughWire((message) => {
      if (message.type === 'reading') reading = message.reading;
    });
    answer({ type: 'reachability', revision: 1, reachability: engine.reachability() });
    const sceneOf = (from: string) => {
      const diff = engine.diff([{ action: 'put', policy: admit('orders', from) }]);
      answer({ type: 'reading', reading: { ...state.reading, diff } });
      return pipeline.frame({ ...state, draftOpen: true, reading }, WINDOW, METRICS)?.scene;
    };
    const one = sceneOf('ui');
    expect(sceneOf('ui')?.model).toBe(one?.model);
    expect(sceneOf('catalog')?.model).not.toBe(one?.model);
  });
});
