import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { backoffGate, backoffMs } from './backoff-gate.ts';
import { coalescer } from './coalescer.ts';

const never = new AbortController().signal;

describe('waits', () => {
  it('grow from a second to at most 15 s, with jitter', () => {
    for (const chance of [0, 0.5, 0.999]) {
      const waits = Array.from({ length: 12 }, (_, failures) => backoffMs(failures, () => chance));
      expect(waits[0]).toBeGreaterThanOrEqual(1000);
      expect(Math.max(...waits)).toBeLessThanOrEqual(15_000);
      expect([...waits].sort((a, b) => a - b)).toEqual(waits);
    }
    expect(backoffMs(3, () => 0)).not.toBe(backoffMs(3, () => 0.9));
  });

  it('let a server in trouble be asked at most eight times a minute', () => {
    let at = 0;
    let asked = 1;
    for (let failures = 0; ; failures++) {
      at += backoffMs(failures, () => 0);
      if (at >= 60_000) break;
      asked++;
    }
    expect(asked).toBeLessThanOrEqual(8);
  });
});

describe('the gate', () => {
  it('closes once for many failures of one opening', async () => {
    const clock = fakeClock();
    const gate = backoffGate(clock, () => 0);
    const opening = await gate.open(never);
    for (let kind = 0; kind < 7; kind++) gate.failed(opening);
    expect(gate.closedForMs()).toBe(1000);
    clock.advance(1000);
    gate.failed(await gate.open(never));
    expect(gate.closedForMs()).toBe(2500);
  });

  it('stays closed as long as the server asked', async () => {
    const clock = fakeClock();
    const gate = backoffGate(clock, () => 0.5);
    gate.failed(await gate.open(never), 20_000);
    expect(gate.closedForMs()).toBeGreaterThanOrEqual(20_000);
  });

  it('opens at once when told, for all who wait', async () => {
    const clock = fakeClock();
    const gate = backoffGate(clock, () => 0);
    gate.failed(await gate.open(never));
    const waiting = Promise.all([gate.open(never), gate.open(never)]);
    gate.openNow();
    expect(await waiting).toEqual([1, 1]);
    expect(gate.closedForMs()).toBeUndefined();
  });

  it('waits short again after good times', async () => {
    const clock = fakeClock();
    const gate = backoffGate(clock, () => 0);
    for (let round = 0; round < 5; round++) {
      gate.failed(await gate.open(never));
      clock.advance(60_000);
    }
    gate.healthy();
    gate.failed(await gate.open(never));
    expect(gate.closedForMs()).toBe(1000);
  });

  it('lets go of who is stopped', async () => {
    const gate = backoffGate(fakeClock(), () => 0);
    gate.failed(await gate.open(never));
    const stop = new AbortController();
    const waiting = gate.open(stop.signal);
    stop.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
  });
});

describe('announcements', () => {
  it('come at once after quiet, then at most four a second, and the last is never left out', () => {
    const clock = fakeClock();
    const at: number[] = [];
    const { schedule } = coalescer(clock, () => at.push(clock.now()));
    schedule();
    clock.advance(0);
    expect(at).toEqual([0]);
    for (let ms = 0; ms < 1000; ms += 10) {
      schedule();
      clock.advance(10);
    }
    clock.advance(1000);
    expect(at).toEqual([0, 250, 500, 750, 1000]);
  });
});
