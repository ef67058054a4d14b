import { describe, expect, it } from 'vitest';
import { createEngine, KUBERNETES, type PolicyEdit, type Reachability } from '#engine';
import type { FromAnalyst } from '../state/analyst-messages.ts';
import { answerPacker, answerUnpacker, type PackedAnswer } from './answer-wire.ts';
import { RandomClusters } from './random-clusters.ts';
import { patchReachability, reachabilityPatch } from './reachability-patch.ts';

const CASES = 200;
const CONVERSATIONS = 40;

const reachabilityOf = (clusters: RandomClusters): Reachability =>
  createEngine(clusters.next(), KUBERNETES).reachability();

describe('a patch of a reachability', () => {
  it('makes the later one of the earlier one, whatever lies between them', () => {
    for (let seed = 0; seed < CASES; seed++) {
      const clusters = new RandomClusters(seed);
      const [before, after] = [reachabilityOf(clusters), reachabilityOf(clusters)];
      const patch = structuredClone(reachabilityPatch(before, after));
      expect(patchReachability(before, patch), `seed ${seed}`).toEqual(after);
    }
  });

  it('keeps what it does not name: the same objects, and the same lists where nothing in them moved', () => {
    const cluster = new RandomClusters(7).next();
    const [before, after] = [0, 1].map(() => createEngine(cluster, KUBERNETES).reachability()) as [
      Reachability,
      Reachability,
    ];
    const patch = reachabilityPatch(before, after);
    expect(patch).toMatchObject({ workloads: [], gone: [], put: [] });
    const patched = patchReachability(before, patch);
    expect(patched.workloads).toBe(before.workloads);
    expect(patched.byRule).toBe(before.byRule);
    expect(patched.totals).toBe(before.totals);
  });
});

describe('answers on their way to the page', () => {
  it('arrive as they were given, over random clusters and drafts', () => {
    for (let seed = 0; seed < CONVERSATIONS; seed++) {
      const given: FromAnalyst[] = [];
      const arrived: FromAnalyst[] = [];
      const [pack, unpack] = [answerPacker(), answerUnpacker((answer) => arrived.push(answer))];
      const send = (answer: FromAnalyst) => {
        given.push(answer);
        unpack(structuredClone(pack(answer)));
      };
      const clusters = new RandomClusters(seed);
      for (let revision = 1; revision <= 4; revision++) {
        const engine = createEngine(clusters.next(), KUBERNETES);
        send({ type: 'reachability', revision, reachability: engine.reachability() });
        send(reading(revision, undefined));
        for (let turn = 0; turn < 3; turn++) {
          const diff = engine.diff(edits(clusters));
          send({ type: 'draft effect', turn, meaning: { outdated: false, diff } });
          send(reading(turn, diff));
        }
      }
      expect(arrived, `seed ${seed}`).toEqual(given);
    }
  });

  it('give the very same diff while a text changes and its effect does not', () => {
    const { engine, readings, send } = oneCluster();
    const draft = edits(new RandomClusters(3));
    send(reading(1, engine.diff(draft)));
    const second = send(reading(2, engine.diff(draft)));
    expect(second).toMatchObject({ diff: {} });
    expect(JSON.stringify(second)).not.toContain('change');
    expect(readings[1]?.diff).toBe(readings[0]?.diff);
    expect(readings.map(({ turn }) => turn)).toEqual([1, 2]);
  });

  it('let a reading wait that overtook the cluster it is of, and everything behind it', () => {
    const { engine, pack, readings, unpack } = oneCluster();
    const next = createEngine(new RandomClusters(2).next(), KUBERNETES);
    const late = pack({ type: 'reachability', revision: 2, reachability: next.reachability() });
    unpack(pack(reading(1, next.diff(edits(new RandomClusters(5))))));
    unpack(pack(reading(2, undefined)));
    expect(readings).toEqual([]);
    unpack(late);
    expect(readings.map(({ turn }) => turn)).toEqual([1, 2]);
    expect(readings[0]?.diff?.before).toEqual(next.reachability());
    expect(engine.reachability()).not.toEqual(next.reachability());
  });

  it('pass over a reading of a cluster that has changed since: it is read again and said next', () => {
    const { engine, pack, readings, unpack } = oneCluster();
    const old = pack(reading(1, engine.diff(edits(new RandomClusters(5)))));
    const next = createEngine(new RandomClusters(2).next(), KUBERNETES);
    unpack(pack({ type: 'reachability', revision: 2, reachability: next.reachability() }));
    unpack(old);
    expect(readings).toEqual([]);
    unpack(pack(reading(1, next.diff(edits(new RandomClusters(5))))));
    expect(readings.map(({ turn }) => turn)).toEqual([1]);
  });
});

type Reading = Extract<FromAnalyst, { type: 'reading' }>['reading'];

function reading(turn: number, diff: Reading['diff']): FromAnalyst {
  return { type: 'reading', reading: { turn, edits: [], outdated: false, ...(diff && { diff }) } };
}

function edits(clusters: RandomClusters): PolicyEdit[] {
  return clusters.policies().map((policy) => ({ action: 'put', policy }));
}

/** A page that has one cluster already. */
function oneCluster() {
  const readings: Reading[] = [];
  const pack = answerPacker();
  const unpack = answerUnpacker((answer) => {
    if (answer.type === 'reading') readings.push(answer.reading);
  });
  const engine = createEngine(new RandomClusters(1).next(), KUBERNETES);
  const send = (answer: FromAnalyst): PackedAnswer => {
    const packed = structuredClone(pack(answer));
    unpack(packed);
    return packed;
  };
  send({ type: 'reachability', revision: 1, reachability: engine.reachability() });
  return { engine, pack, readings, send, unpack };
}
