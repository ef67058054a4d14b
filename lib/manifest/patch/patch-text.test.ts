import { describe, expect, test } from 'vitest';
import { RandomCluster, seeded } from '../../engine/naive/random-cluster.ts';
import { writtenByHand } from '../fixtures/written-by-hand.ts';
import { asFields } from '../yaml/plain-value.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { opsTowards } from './ops-towards.ts';
import { applyOps, type PatchOp, type Path, sameValue } from './patch-op.ts';
import { lineEdit, patchText } from './patch-text.ts';

const CASES = Math.max(50, Math.round(Number(process.env.NETPOL_CASES ?? 20_000) * 0.05));
const FIRST = Number(process.env.NETPOL_SEED ?? 1);

const policyOf = (seed: number) => {
  const { metadata, spec } = new RandomCluster(seed).policy('shop');
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: JSON.parse(JSON.stringify(spec)),
  };
};
const startOf = (text: string) => readYaml(text).documents[0]?.range[0] ?? 0;
const read = (text: string) => readYaml(text).documents[0]?.toJS();
const commentsOf = (text: string) => [...text.matchAll(/# (?:above|beside|head) \d+/g)].map(([comment]) => comment);

function forEachSeed(judge: (seed: number) => string | undefined): void {
  for (let seed = FIRST; seed < FIRST + CASES; seed++) {
    const broken = judge(seed);
    if (broken !== undefined) throw new Error(`seed ${seed}: ${broken}`);
  }
}

/** Every place of a value: items and keys. */
function placesOf(value: unknown, path: Path = []): readonly Path[] {
  const steps = Array.isArray(value)
    ? value.map((item, at) => [at, item] as const)
    : Object.entries(asFields(value) ?? {});
  return steps.flatMap(([step, inner]) => [[...path, step], ...placesOf(inner, [...path, step])]);
}

describe('the text of a changed value', () => {
  test('means the other value, whatever the two are', () => {
    let [patched, left] = [0, 0];
    forEachSeed((seed) => {
      const [from, to] = [policyOf(seed), policyOf(seed + 1_000_000)];
      const text = writtenByHand(from, seeded(seed));
      const ops = opsTowards(from.spec, to.spec, ['spec']);
      if (!sameValue(asFields(applyOps(from, ops))?.spec, to.spec)) return 'the changes do not lead there';
      const after = patchText(text, startOf(text), ops);
      if (after === undefined) left++;
      else {
        patched++;
        if (!sameValue(asFields(read(after))?.spec, to.spec)) return after;
      }
      return undefined;
    });
    expect(left / (patched + left)).toBeLessThan(0.01);
  });

  test('is the same text where nothing changes', () => {
    forEachSeed((seed) => {
      const text = writtenByHand(policyOf(seed), seeded(seed));
      return patchText(text, startOf(text), []) === text ? undefined : 'it was written anew';
    });
  });

  test('differs on the lines of what is taken out alone, and those are gone', () => {
    let gone = 0;
    forEachSeed((seed) => {
      const from = policyOf(seed);
      const text = writtenByHand(from, seeded(seed));
      const places = placesOf(from.spec, ['spec']);
      const path = places[Math.floor(seeded(seed)() * places.length)];
      if (!path) return undefined;
      const after = patchText(text, startOf(text), [{ op: 'remove', path }]);
      const edit = after === undefined ? undefined : lineEdit(text, after);
      if (!edit || after === undefined) return undefined;
      gone++;
      const own = text.slice(edit.start, edit.end);
      const kept = commentsOf(text).filter((comment) => !own.includes(comment));
      if (kept.some((comment) => !after.includes(comment))) return `a comment is gone:\n${text}\n=>\n${after}`;
      const isNoLonger = edit.text.split('\n').length <= own.split('\n').length;
      return isNoLonger ? undefined : `it grew:\n${text}\n=>\n${after}`;
    });
    expect(gone).toBeGreaterThan(CASES / 2);
  });

  test('of a single word differs on its line alone', () => {
    let changed = 0;
    forEachSeed((seed) => {
      const from = policyOf(seed);
      const text = writtenByHand(from, seeded(seed));
      const words = placesOf(from.spec, ['spec']).filter((path) => typeof valueAt(from, path) === 'string');
      const path = words[Math.floor(seeded(seed)() * words.length)];
      if (!path) return undefined;
      const after = patchText(text, startOf(text), [{ op: 'set', path, value: 'no' }]);
      if (after === undefined) return `it could not be changed: ${path.join('.')}\n${text}`;
      changed++;
      const [old, now] = [text.split('\n'), after.split('\n')];
      const differing = now.filter((line, at) => line !== old[at]).length;
      if (old.length !== now.length || differing > 1) return `${differing} lines differ\n${text}\n=>\n${after}`;
      return commentsOf(after).length === commentsOf(text).length ? undefined : 'a comment is gone';
    });
    expect(changed).toBeGreaterThan(CASES / 2);
  });

  test('with one more item in a list that has some has only lines more', () => {
    let added = 0;
    forEachSeed((seed) => {
      const from = policyOf(seed);
      const text = writtenByHand(from, seeded(seed));
      const lists = placesOf(from.spec, ['spec']).filter((path) => {
        const value = valueAt(from, path);
        return Array.isArray(value) && value.length > 0;
      });
      const path = lists[Math.floor(seeded(seed)() * lists.length)];
      if (!path) return undefined;
      const list = valueAt(from, path) as readonly unknown[];
      const at = seed % (list.length + 1);
      const ops: PatchOp[] = [{ op: 'insert', path: [...path, at], value: 'new' }];
      const after = patchText(text, startOf(text), ops);
      if (after === undefined) return `it could not be added: ${path.join('.')}\n${text}`;
      added++;
      const edit = lineEdit(text, after);
      if (!edit || commentsOf(after).join() !== commentsOf(text).join()) return `comments moved\n${text}\n=>\n${after}`;
      // Within brackets the line itself grows.
      const own = text.slice(edit.start, edit.end);
      return own === '' || (own.split('\n').length <= 2 && /[[{]/.test(own)) || !text.endsWith('\n')
        ? undefined
        : `more than lines\n${text}\n=>\n${after}`;
    });
    expect(added).toBeGreaterThan(CASES / 2);
  });
});

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((now, step) => (now as Record<string | number, unknown>)[step], value);
}
