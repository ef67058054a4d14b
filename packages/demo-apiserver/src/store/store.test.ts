import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { served } from '../kinds.ts';
import type { KubeObject } from '../kube-object.ts';
import { createStore, type Store } from './store.ts';

const maps = served('configmaps');

function object(namespace: string, name: string, data = ''): KubeObject {
  return { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name, namespace }, data: { data } };
}

type Step = readonly ['put' | 'remove', string, string];

function act(store: Store, [verb, name, data]: Step): void {
  if (verb === 'put') store.put(maps, object('a', name, data));
  else store.remove(maps, object('a', name));
}

const steps = fc.array(
  fc.tuple(fc.constantFrom('put', 'remove'), fc.constantFrom('x', 'y', 'z'), fc.string()) as fc.Arbitrary<Step>,
  { maxLength: 40 },
);

describe('the store', () => {
  test('any past state can be listed again as long as its events are remembered', () => {
    fc.assert(
      fc.property(steps, (done) => {
        const store = createStore({ history: 1000, firstVersion: 1 });
        const seen = new Map([[store.version, store.list(maps)]]);
        for (const step of done) {
          act(store, step);
          seen.set(store.version, store.list(maps));
        }
        for (const [version, list] of seen) expect(store.listAt(maps, version)).toEqual(list);
      }),
      { seed: 7 },
    );
  });

  test('a replica fed by events is equal to the store, in versions that only rise', () => {
    fc.assert(
      fc.property(steps, (done) => {
        const store = createStore({ history: 1000, firstVersion: 1 });
        const replica = new Map<string, KubeObject>();
        let last = 1;
        store.subscribe((event) => {
          expect(event.version).toBe(last + 1);
          last = event.version;
          if (event.type === 'DELETED') replica.delete(event.object.metadata.name);
          else replica.set(event.object.metadata.name, event.object);
        });
        for (const step of done) act(store, step);
        expect([...replica.values()].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))).toEqual(
          store.list(maps),
        );
      }),
      { seed: 7 },
    );
  });

  test('what is older than the remembered events is unknown, not empty', () => {
    const store = createStore({ history: 4, firstVersion: 1 });
    for (let index = 0; index < 50; index += 1) store.put(maps, object('a', `n${index}`));
    expect(store.since(1)).toBeUndefined();
    expect(store.listAt(maps, 1)).toBeUndefined();
    expect(store.since(store.version - 2)).toHaveLength(2);
    store.compact();
    expect(store.since(store.version - 1)).toBeUndefined();
    expect(store.since(store.version)).toEqual([]);
  });

  test('lists are in the order of namespace and name', () => {
    const store = createStore({ history: 10, firstVersion: 1 });
    for (const [namespace, name] of [
      ['b', 'a'],
      ['a', 'z'],
      ['a', 'b'],
    ] as const) {
      store.put(maps, object(namespace, name));
    }
    const names = store.list(maps).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    expect(names).toEqual(['a/b', 'a/z', 'b/a']);
    expect(store.list(maps, 'a')).toHaveLength(2);
  });
});
