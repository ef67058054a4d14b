import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pod } from '#engine';
import { applyMessage } from './apply-message.ts';
import type { ClusterSnapshot } from './cluster-snapshot.ts';
import { EMPTY_LISTS } from './kinds/table.ts';
import type { ChangeMessage, StreamMessage } from './message.ts';

function pod(name: string, ip = '10.0.0.1'): Pod {
  return {
    namespace: 'shop',
    name,
    uid: `uid-${name}`,
    labels: { app: name },
    ips: [ip],
    hostIps: [],
    hostNetwork: false,
    phase: 'Running',
    ready: true,
    ports: [],
    workload: { kind: 'Pod', name },
  };
}

function snapshot(changes: Partial<ClusterSnapshot> = {}): ClusterSnapshot {
  return {
    epoch: 'e1',
    revision: 1,
    ...EMPTY_LISTS,
    cluster: { mode: 'demo', name: 'c', context: 'c', server: 'https://x', tls: 'verified' },
    namespaces: [{ name: 'shop', labels: { 'kubernetes.io/metadata.name': 'shop' } }],
    pods: [pod('a'), pod('b')],
    policies: [{ metadata: { namespace: 'shop', name: 'deny' } }],
    enforcement: { state: 'unknown', engine: 'unknown', because: 'nobody asked' },
    ...changes,
  };
}

const health = { kinds: {} } as never;
const whole = (next: ClusterSnapshot): StreamMessage => ({ type: 'snapshot', snapshot: next, health });
const change = (revision: number, changes: Partial<ChangeMessage>): ChangeMessage => ({
  type: 'change',
  epoch: 'e1',
  revision,
  ...changes,
});

describe('a change', () => {
  it('replaces in place, adds at the end and takes out', () => {
    const pods = { set: [pod('a', '10.0.0.9'), pod('c')], gone: ['shop/b'] };
    const { snapshot: next } = applyMessage(snapshot(), change(2, { pods }));
    expect(next?.pods.map(({ name, ips }) => [name, ips[0]])).toEqual([
      ['a', '10.0.0.9'],
      ['c', '10.0.0.1'],
    ]);
    expect(next?.revision).toBe(2);
  });

  it('keeps the identity of all it does not name', () => {
    const before = snapshot();
    const { snapshot: next } = applyMessage(before, change(2, { pods: { set: [pod('c')], gone: [] } }));
    expect(next?.policies).toBe(before.policies);
    expect(next?.namespaces).toBe(before.namespaces);
    expect(next?.cluster).toBe(before.cluster);
    expect(next?.pods[0]).toBe(before.pods[0]);
    const empty = applyMessage(before, change(2, { pods: { set: [], gone: [] } }));
    expect(empty.snapshot?.pods).toBe(before.pods);
  });

  it('that does not follow is a gap, and changes nothing', () => {
    const before = snapshot();
    for (const message of [change(3, {}), change(2, { epoch: 'e2' })]) {
      expect(applyMessage(before, message)).toEqual({ snapshot: before, gap: true });
    }
    expect(applyMessage(undefined, change(2, {}))).toEqual({ snapshot: undefined, gap: true });
  });

  it('that the snapshot holds already is passed over', () => {
    const before = snapshot({ revision: 5 });
    expect(applyMessage(before, change(5, { pods: { set: [], gone: ['shop/a'] } }))).toEqual({ snapshot: before });
  });

  it('works with names that mean something to JavaScript', () => {
    const namespaces = {
      set: [
        { name: 'constructor', labels: {} },
        { name: '__proto__', labels: {} },
      ],
      gone: ['toString'],
    };
    const { snapshot: next } = applyMessage(snapshot(), change(2, { namespaces }));
    expect(next?.namespaces.map(({ name }) => name)).toEqual(['shop', 'constructor', '__proto__']);
  });
});

describe('a snapshot', () => {
  it('of the same epoch keeps the identity of what is equal', () => {
    const before = snapshot();
    const again: ClusterSnapshot = structuredClone({ ...before, revision: 7, pods: [pod('a'), pod('b', '10.0.0.2')] });
    const { snapshot: next } = applyMessage(before, whole(again));
    expect(next?.revision).toBe(7);
    expect(next?.policies).toBe(before.policies);
    expect(next?.pods[0]).toBe(before.pods[0]);
    expect(next?.pods[1]).not.toBe(before.pods[1]);
  });

  it('of another epoch replaces everything', () => {
    const next = snapshot({ epoch: 'e2' });
    expect(applyMessage(snapshot(), whole(next)).snapshot).toBe(next);
  });
});

it('health changes nothing of the snapshot', () => {
  const before = snapshot();
  expect(applyMessage(before, { type: 'health', health })).toEqual({ snapshot: before });
});

it('any run of changes ends where a map of the same changes does', () => {
  const names = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const step = fc.record({ set: fc.uniqueArray(names), gone: fc.uniqueArray(names), ip: fc.nat(9) });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let held: ClusterSnapshot | undefined = snapshot();
      const model = new Map(held.pods.map((each) => [each.name, each]));
      steps.forEach(({ set, gone, ip }, index) => {
        const dropped = gone.filter((name) => !set.includes(name));
        const pods = { set: set.map((name) => pod(name, `10.0.0.${ip}`)), gone: dropped.map((name) => `shop/${name}`) };
        const applied = applyMessage(held, change(index + 2, { pods }));
        expect(applied.gap).toBeUndefined();
        held = applied.snapshot;
        for (const name of dropped) model.delete(name);
        for (const each of pods.set) model.set(each.name, each);
      });
      expect(held?.pods).toEqual([...model.values()]);
    }),
    { seed: 7 },
  );
});
