import { describe, expect, it } from 'vitest';
import { newestLines } from './newest-lines.ts';

const event = (name: string, version: number, type = 'MODIFIED', uid = `uid-${name}`) =>
  `{"type":"${type}","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"${name}","namespace":"shop","uid":"${uid}","resourceVersion":"${version}"}}}`;
const bookmark = '{"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"9"}}}';

type Step = readonly string[] | number | Error;

/** Lines that come at one go, milliseconds to wait, or a failure. */
async function* source(steps: readonly Step[]): AsyncGenerator<Uint8Array[]> {
  for (const step of steps) {
    if (step instanceof Error) throw step;
    if (typeof step === 'number') await new Promise((resolve) => setTimeout(resolve, step));
    else yield step.map((line) => Buffer.from(line));
  }
}

async function read(...steps: Step[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of newestLines(source(steps))) lines.push(Buffer.from(line).toString());
  return lines;
}

describe('events in a rush', () => {
  it('of one object: the last is read, in its order among the others', async () => {
    const [a1, b2, a3, c4] = [event('a', 1, 'ADDED'), event('b', 2), event('a', 3), event('c', 4)];
    expect(await read([a1, b2, a3], [c4])).toEqual([b2, a3, c4]);
  });

  it('are not dropped over a deletion, a bookmark or a line of another form, nor for another object of the name', async () => {
    const gone = event('a', 2, 'DELETED');
    expect(await read([event('a', 1), gone, event('a', 3)])).toEqual([event('a', 1), gone, event('a', 3)]);
    expect(await read([event('a', 1), bookmark, event('a', 3)])).toEqual([event('a', 1), bookmark, event('a', 3)]);
    expect(await read([event('a', 1), 'no event', event('a', 3)])).toEqual([event('a', 1), 'no event', event('a', 3)]);
    const other = event('a', 3, 'ADDED', 'another');
    expect(await read([event('a', 1), other])).toEqual([event('a', 1), other]);
    const escaped = event('\\u0061', 1);
    expect(await read([escaped, escaped])).toEqual([escaped, escaped]);
  });

  it('are read a few times a second at most, however long it lasts, and one that comes alone at once', async () => {
    const steps = Array.from({ length: 60 }, (_, at): Step[] => [[event('a', at)], 5]).flat();
    const versions = (await read(...steps)).map((line) => Number(/"resourceVersion":"(\d+)/.exec(line)?.[1]));
    expect(versions[0]).toBe(0);
    expect(versions.at(-1)).toBe(59);
    expect(versions.length).toBeLessThan(20);
    const lines = newestLines(source([[event('a', 1)], 200]));
    const pause = new Promise((resolve) => setTimeout(resolve, 200, 'only after the pause'));
    expect(await Promise.race([lines.next().then(() => 'at once'), pause])).toBe('at once');
    await lines.return(undefined);
  });

  it('that came before a failure are read before it', async () => {
    const lines: string[] = [];
    const failing = newestLines(source([[event('a', 1)], [event('a', 2)], new Error('cut')]));
    await expect(async () => {
      for await (const line of failing) lines.push(Buffer.from(line).toString());
    }).rejects.toThrow('cut');
    expect(lines.at(-1)).toBe(event('a', 2));
  });

  it('can be left while nothing comes', async () => {
    const lines = newestLines(source([[event('a', 1)], 3_600_000]));
    await lines.next();
    await expect(lines.return(undefined)).resolves.toMatchObject({ done: true });
  });
});
