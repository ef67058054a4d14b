import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectStore, type StoredItem } from './object-store.ts';
import { compareVersions } from './resource-version.ts';

const item = (key: string, version: number, value: string, uid = 'u'): StoredItem<string> => ({
  key,
  uid,
  version: String(version),
  value,
});

describe('versions', () => {
  it('are compared as numbers of any size, not as text', () => {
    expect(compareVersions('9', '10')).toBeLessThan(0);
    expect(compareVersions('9007199254740993', '9007199254740992')).toBeGreaterThan(0);
    expect(compareVersions('007', '7')).toBe(0);
  });
});

describe('a store', () => {
  it('tells each key whose value is another one, and no other', () => {
    const told: string[] = [];
    const store = objectStore<string>((key, value, before) => told.push(`${key}:${before}->${value}`));
    store.put(item('a', 1, 'x'));
    store.put(item('a', 2, 'x'));
    store.put(item('a', 3, 'y'));
    store.replace([item('b', 4, 'z')]);
    expect(told).toEqual(['a:undefined->x', 'a:x->y', 'b:undefined->z', 'a:y->undefined']);
  });

  it('is already up to date when it tells', () => {
    const seen: (string | undefined)[] = [];
    const store = objectStore<string>((key) => seen.push(store.get(key)));
    store.replace([item('a', 1, 'x')]);
    store.replace([item('a', 2, 'y')]);
    store.remove(item('a', 3, 'y'));
    expect(seen).toEqual(['x', 'y', undefined]);
  });

  it('keeps the one made anew when the deletion of its predecessor comes late', () => {
    const store = objectStore<string>(() => undefined);
    store.put(item('a', 1, 'old', 'one'));
    store.put(item('a', 5, 'new', 'two'));
    store.remove(item('a', 4, 'old', 'one'));
    expect(store.get('a')).toBe('new');
  });

  it('ends in the same state whatever events are doubled, late or replayed', () => {
    const step = fc.record({ key: fc.constantFrom('a', 'b'), remove: fc.boolean() });
    const history = fc.array(step, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(history, fc.array(fc.nat(11), { maxLength: 20 }), (steps, replays) => {
        const events = steps.map(({ key, remove }, index) => ({ remove, item: item(key, index + 1, `v${index}`) }));
        const right = objectStore<string>(() => undefined);
        const store = objectStore<string>(() => undefined);
        const play = (into: typeof store, event: (typeof events)[number]) =>
          event.remove ? into.remove(event.item) : into.put(event.item);
        for (const event of events) play(right, event);
        events.forEach((event, index) => {
          play(store, event);
          // Only what is held can be protected: an event of an object that is gone brings it back, until its time comes.
          for (const replay of replays) {
            const old = events[replay];
            if (old && replay < index && store.get(old.item.key) !== undefined) play(store, old);
          }
        });
        expect([...store.entries()]).toEqual([...right.entries()]);
      }),
      { seed: 7 },
    );
  });
});
